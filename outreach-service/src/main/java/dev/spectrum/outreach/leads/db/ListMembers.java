package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.domain.Lead;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Which lists leads are on, by the names of the lists; a name that is new becomes a list. */
final class ListMembers {

    private ListMembers() {}

    /** For leads that are on none yet. */
    static Supplier<Uni<Void>> toAdd(Collection<Lead> leads) {
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        leads.forEach(lead -> lead.profile().lists().forEach(name -> {
            ids.add(lead.id().toString());
            names.add(name);
        }));
        if (ids.isEmpty()) {
            return () -> Uni.createFrom().voidItem();
        }
        String[] distinct = names.stream().distinct().toArray(String[]::new);
        List<String[]> members = List.of(ids.toArray(String[]::new), names.toArray(String[]::new));
        return () -> execute(
                        "insert into lead_list (tenant_id, name)"
                                + " select current_tenant(), name from unnest(cast(?1 as text[])) as u(name)"
                                + " on conflict (tenant_id, name) where deleted_at is null do nothing",
                        List.of((Object) distinct))
                .chain(() -> execute(
                        "insert into lead_list_member (tenant_id, list_id, lead_id)"
                                + " select current_tenant(), l.id, cast(u.lead as uuid)"
                                + " from unnest(cast(?1 as text[]), cast(?2 as text[])) as u(lead, name)"
                                + " join lead_list l on l.name = u.name and l.deleted_at is null on conflict do nothing",
                        members));
    }

    /** Leads are on these and no others. */
    static Uni<Void> replace(Collection<Lead> leads) {
        return execute(
                        "delete from lead_list_member where lead_id = any(cast(cast(?1 as text[]) as uuid[]))",
                        List.of((Object)
                                leads.stream().map(lead -> lead.id().toString()).toArray(String[]::new)))
                .chain(() -> toAdd(leads).get());
    }

    static Uni<Void> execute(String sql, List<?> parameters) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql);
                    for (int i = 0; i < parameters.size(); i++) {
                        query.setParameter(i + 1, parameters.get(i));
                    }
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }
}
