package dev.spectrum.platform.changes;

import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a service's resource of changes answers. */
@ApplicationScoped
public class ChangeLog {

    private final TenantRequest request;

    ChangeLog(TenantRequest request) {
        this.request = request;
    }

    /** Of the caller's tenant, the latest first. */
    public Uni<Page<ChangeView>> list(ChangeFilter filter, PageRequest page) {
        Map<String, String> given = filter.given();
        Optional<UUID> before = page.afterId();
        return request.run(who -> read(given, before, page.fetch()))
                .map(found -> Page.of(found, page, change -> change.id().toString(), change -> change));
    }

    private static Uni<List<ChangeView>> read(Map<String, String> given, Optional<UUID> before, int limit) {
        String conditions = given.keySet().stream()
                .map(column -> " and " + column + " = :" + column)
                .collect(Collectors.joining());
        String sql = "select id, at, actor, entity, entity_id, operation, cast(before as text), cast(after as text)"
                + " from change_log where true" + conditions + (before.isPresent() ? " and id < :before" : "")
                + " order by id desc limit " + limit;
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
                    given.forEach(query::setParameter);
                    before.ifPresent(id -> query.setParameter("before", id));
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(ChangeLog::change).toList());
    }

    private static ChangeView change(Object[] row) {
        return new ChangeView(
                (UUID) row[0],
                instant(row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ChangeView.Operation.valueOf(((String) row[5]).toUpperCase(Locale.ROOT)),
                (String) row[6],
                (String) row[7]);
    }

    private static Instant instant(Object at) {
        return at instanceof OffsetDateTime time ? time.toInstant() : (Instant) at;
    }
}
