package dev.spectrum.agent.changes.db;

import dev.spectrum.agent.changes.Changes;
import dev.spectrum.agent.changes.domain.Change;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheChanges implements Changes {

    @Override
    public Uni<List<Change>> list(Wanted wanted, Optional<UUID> before, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("select id, at, actor, entity, entity_id, operation,"
                + " cast(before as text), cast(after as text) from change_log where true");
        wanted.entity().ifPresent(entity -> add(sql, parameters, "entity = ", entity));
        wanted.entityId().ifPresent(id -> add(sql, parameters, "entity_id = ", id));
        wanted.actor().ifPresent(actor -> add(sql, parameters, "actor = ", actor));
        before.ifPresent(id -> add(sql, parameters, "id < ", id));
        sql.append(" order by id desc limit ").append(limit);
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql.toString(), Object[].class);
                    parameters.forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(PanacheChanges::change).toList());
    }

    private static void add(StringBuilder sql, Map<String, Object> parameters, String condition, Object value) {
        String name = "p" + parameters.size();
        sql.append(" and ").append(condition).append(':').append(name);
        parameters.put(name, value);
    }

    private static Change change(Object[] row) {
        return new Change(
                (UUID) row[0],
                instant(row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                Change.Operation.valueOf(((String) row[5]).toUpperCase(Locale.ROOT)),
                (String) row[6],
                (String) row[7]);
    }

    private static Instant instant(Object at) {
        return at instanceof OffsetDateTime time ? time.toInstant() : (Instant) at;
    }
}
