package dev.spectrum.platform.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The outbox as the relay works on it, in one transaction: across tenants it learns ids alone, and what an event says it
 * reads as the event's tenant. The statements for all tenants of a batch are pipelined, so they cost one round trip.
 */
final class WaitingEvents {

    private final SqlConnection connection;

    WaitingEvents(SqlConnection connection) {
        this.connection = connection;
    }

    /** The oldest events, those of each key in their order; none while another relay works. */
    Uni<List<OutboxRecord>> oldest(int size) {
        return connection
                .preparedQuery("select tenant_id, id from outbox_batch_ids($1)")
                .execute(Tuple.of(size))
                .map(rows ->
                        byTenant(rows.stream().toList(), row -> row.getUUID("tenant_id"), row -> row.getUUID("id")))
                .chain(ids -> inEachTenant(
                        ids,
                        "select position, id, tenant_id, topic, type, subject, occurred_at, traceparent, data"
                                + " from outbox where tenant_id = $1 and id = any ($2) order by position"))
                .map(results -> results.stream()
                        .flatMap(RowSet::stream)
                        .map(OutboxRecord::from)
                        .toList());
    }

    Uni<Void> delete(List<OutboxRecord> events) {
        return inEachTenant(
                        byTenant(events, OutboxRecord::tenantId, OutboxRecord::id),
                        "delete from outbox where tenant_id = $1 and id = any ($2)")
                .replaceWithVoid();
    }

    private Uni<List<RowSet<Row>>> inEachTenant(Map<UUID, List<UUID>> ids, String sql) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(ids.entrySet().stream()
                                .map(tenant -> inTenant(tenant.getKey(), tenant.getValue(), sql))
                                .toList())
                        .andFailFast();
    }

    private Uni<RowSet<Row>> inTenant(UUID tenant, List<UUID> ids, String sql) {
        return Uni.combine()
                .all()
                .unis(
                        connection
                                .preparedQuery("select set_config('app.tenant_id', $1, true)")
                                .execute(Tuple.of(tenant.toString())),
                        connection.preparedQuery(sql).execute(Tuple.of(tenant, ids.toArray(UUID[]::new))))
                .with((set, rows) -> rows);
    }

    private static <T> Map<UUID, List<UUID>> byTenant(List<T> events, Function<T, UUID> tenant, Function<T, UUID> id) {
        return events.stream()
                .collect(
                        Collectors.groupingBy(tenant, LinkedHashMap::new, Collectors.mapping(id, Collectors.toList())));
    }
}
