package dev.spectrum.platform.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The outbox as the relay works on it, in one transaction: across tenants it learns ids alone, and what an event says it
 * reads as the event's tenant. A batch costs a statement to read and one to delete, of however many tenants it is.
 */
final class WaitingEvents {

    private static final String OLDEST =
            "with ids as (select array_agg(tenant_id order by tenant_id) as tenants, array_agg(id order by tenant_id) as ids"
                    + " from outbox_batch_ids($1))"
                    + " select id, tenant_id, topic, type, subject, occurred_at, traceparent, data"
                    + " from outbox_events((select tenants from ids), (select ids from ids)) order by position";

    private final SqlConnection connection;

    WaitingEvents(SqlConnection connection) {
        this.connection = connection;
    }

    /** The oldest events, in their order; none while another relay works. */
    Uni<List<OutboxRecord>> oldest(int size) {
        return connection
                .preparedQuery(OLDEST)
                .execute(Tuple.of(size))
                .map(rows -> rows.stream().map(OutboxRecord::from).toList());
    }

    Uni<Void> delete(List<OutboxRecord> events) {
        List<OutboxRecord> byTenant = events.stream()
                .sorted(Comparator.comparing(OutboxRecord::tenantId))
                .toList();
        return connection
                .preparedQuery("select delete_outbox_events($1, $2)")
                .execute(Tuple.of(
                        byTenant.stream().map(OutboxRecord::tenantId).toArray(UUID[]::new),
                        byTenant.stream().map(OutboxRecord::id).toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
