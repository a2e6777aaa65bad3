package dev.spectrum.platform.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The outbox as the relay works on it, in one transaction: across tenants it learns ids alone, and what an event says it
 * reads as the event's tenant. A batch costs a statement to read and one to delete, of however many tenants it is.
 */
final class WaitingEvents {

    private static final String OLDEST =
            "with ids as (select array_agg(tenant_id) as tenants, array_agg(id) as ids from outbox_batch_ids($1))"
                    + " select id, tenant_id, topic, type, subject, occurred_at, traceparent, data, bundled"
                    + " from outbox_events((select tenants from ids), (select ids from ids)) order by position";

    private final SqlConnection connection;
    private final EventBundle bundle;

    WaitingEvents(SqlConnection connection, EventBundle bundle) {
        this.connection = connection;
        this.bundle = bundle;
    }

    private record Place(UUID tenantId, UUID row, int events) {}

    /**
     * The oldest events, in their order; none while another relay works.
     *
     * @param size as many, or some more where they stand in one row
     */
    Uni<List<OutboxRecord>> oldest(int size) {
        return connection
                .preparedQuery(OLDEST)
                .execute(Tuple.of(size))
                .map(rows -> rows.stream()
                        .flatMap(row -> OutboxRecord.from(row, bundle).stream())
                        .toList());
    }

    /** Deletes the rows of these events. A row of which one is missing stays as it is. */
    Uni<Void> delete(List<OutboxRecord> events) {
        Map<Place, Long> published = events.stream()
                .collect(Collectors.groupingBy(
                        event -> new Place(event.tenantId(), event.row(), event.inRow()), Collectors.counting()));
        List<Place> done = published.entrySet().stream()
                .filter(row -> row.getValue() == row.getKey().events())
                .map(Map.Entry::getKey)
                .toList();
        return connection
                .preparedQuery("select delete_outbox_events($1, $2)")
                .execute(Tuple.of(
                        done.stream().map(Place::tenantId).toArray(UUID[]::new),
                        done.stream().map(Place::row).toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
