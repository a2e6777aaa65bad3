package dev.spectrum.agent.brokers.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.brokers.Brokers.Held;
import dev.spectrum.agent.brokers.Brokers.Place;
import dev.spectrum.agent.brokers.domain.Scope;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What brokers give, by scope. */
@ApplicationScoped
class BrokerValues {

    private static final String COLUMNS = "scope, scope_id, cast(value as text), updated_by, updated_at";

    private final ObjectMapper json;

    BrokerValues(ObjectMapper json) {
        this.json = json;
    }

    Uni<List<Held>> list(UUID brokerId, String user, Optional<Place> after, int limit) {
        Place start = after.orElse(new Place(Scope.PROJECT, ""));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + COLUMNS + " from broker_value where broker_id = ?1"
                                        + " and (scope <> 'user' or scope_id = ?2) and (scope, scope_id) > (?3, ?4)"
                                        + " order by scope, scope_id limit ?5",
                                Object[].class)
                        .setParameter(1, brokerId)
                        .setParameter(2, user)
                        .setParameter(3, start.scope().word())
                        .setParameter(4, start.scopeId())
                        .setParameter(5, limit)
                        .getResultList())
                .map(rows -> rows.stream().map(this::held).toList());
    }

    Uni<Held> put(UUID tenantId, UUID brokerId, Place place, Object value, String by) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into broker_value as v (tenant_id, broker_id, scope, scope_id, value, updated_by)"
                                        + " values (?1, ?2, ?3, ?4, cast(cast(?5 as text) as jsonb), ?6)"
                                        + " on conflict (tenant_id, broker_id, scope, scope_id) do update set"
                                        + " value = excluded.value, updated_by = excluded.updated_by, updated_at = now()"
                                        + " returning " + COLUMNS,
                                Object[].class)
                        .setParameter(1, tenantId)
                        .setParameter(2, brokerId)
                        .setParameter(3, place.scope().word())
                        .setParameter(4, place.scopeId())
                        .setParameter(5, write(value))
                        .setParameter(6, by)
                        .getSingleResult())
                .map(this::held);
    }

    Uni<Boolean> remove(UUID brokerId, Place place) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from broker_value where broker_id = ?1 and scope = ?2 and scope_id = ?3")
                        .setParameter(1, brokerId)
                        .setParameter(2, place.scope().word())
                        .setParameter(3, place.scopeId())
                        .executeUpdate())
                .map(deleted -> deleted == 1);
    }

    private Held held(Object[] row) {
        return new Held(
                new Place(Scope.of((String) row[0]), (String) row[1]),
                read((String) row[2]),
                (String) row[3],
                ((OffsetDateTime) row[4]).toInstant());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("A value must be JSON", notSerialisable);
        }
    }

    private Object read(String value) {
        try {
            return json.readValue(value, Object.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold JSON", notOurs);
        }
    }
}
