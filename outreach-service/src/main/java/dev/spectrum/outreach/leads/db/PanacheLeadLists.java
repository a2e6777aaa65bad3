package dev.spectrum.outreach.leads.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.leads.LeadLists;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheLeadLists implements LeadLists, PanacheRepositoryBase<ListRow, UUID> {

    private static final String LEADS = " from unnest(cast(cast(?2 as text[]) as uuid[])) as u(id)";

    @Override
    public Uni<List<LeadList>> list(Optional<UUID> after, int limit) {
        String newest = " order by id desc";
        return after.map(id -> find("deletedAt is null and id < :after" + newest, Parameters.with("after", id)))
                .orElseGet(() -> find("deletedAt is null" + newest))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(PanacheLeadLists::list).toList());
    }

    @Override
    public Uni<Optional<LeadList>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(PanacheLeadLists::list));
    }

    @Override
    public Uni<Long> size(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(*) from lead_list_member m join lead l on l.id = m.lead_id"
                                        + " and l.deleted_at is null where m.list_id = ?1",
                                Long.class)
                        .setParameter(1, id)
                        .getSingleResult());
    }

    @Override
    public Uni<Optional<LeadList>> add(UUID tenantId, String name) {
        return named(name).chain(there -> {
            if (there.isPresent()) {
                return Uni.createFrom().item(Optional.empty());
            }
            ListRow row = new ListRow();
            row.id = UuidCreator.getTimeOrderedEpoch();
            row.tenantId = tenantId;
            row.name = name;
            row.createdAt = Instant.now();
            row.updatedAt = row.createdAt;
            return persistAndFlush(row).map(added -> Optional.of(list(added)));
        });
    }

    @Override
    public Uni<Optional<LeadList>> rename(UUID id, String name) {
        return named(name)
                .chain(there -> there.filter(other -> !other.id.equals(id)).isPresent()
                        ? Uni.createFrom().item(Optional.empty())
                        : row(id).invoke(row -> row.name = name)
                                .call(this::flush)
                                .map(row -> Optional.of(list(row))));
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> put(UUID id, Collection<UUID> leads) {
        return changed(
                "with put as (insert into lead_list_member (tenant_id, list_id, lead_id)"
                        + " select current_tenant(), ?1, l.id" + LEADS
                        + " join lead l on l.id = u.id and l.deleted_at is null on conflict do nothing returning lead_id)",
                "put",
                id,
                leads);
    }

    @Override
    public Uni<Void> take(UUID id, Collection<UUID> leads) {
        return changed(
                "with taken as (delete from lead_list_member where list_id = ?1 and lead_id = any(cast(cast(?2 as text[]) as uuid[]))"
                        + " returning lead_id)",
                "taken",
                id,
                leads);
    }

    /** A lead shows its lists, so it is another version of it. */
    private static Uni<Void> changed(String change, String name, UUID id, Collection<UUID> leads) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(change + " update lead set version = version + 1,"
                                + " updated_at = now() from " + name + " where lead.id = " + name + ".lead_id")
                        .setParameter(1, id)
                        .setParameter(2, leads.stream().map(UUID::toString).toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Optional<ListRow>> named(String name) {
        return find("name = ?1 and deletedAt is null", name)
                .<ListRow>firstResult()
                .map(Optional::ofNullable);
    }

    private Uni<ListRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private static LeadList list(ListRow row) {
        return new LeadList(row.id, row.name, row.version);
    }
}
