package dev.spectrum.conversation.erasure.db;

import dev.spectrum.conversation.erasure.ErasedRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Functions of the database that work across tenants and tell ids and counts alone. */
@ApplicationScoped
class PgErasedRows implements ErasedRows {

    private final Pool pool;

    PgErasedRows(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Long> eraseSome() {
        return pool.query("select erase_some()")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Uni<List<Traces>> tracesToForget() {
        return pool.query("select tenant_id, conversation_id, run_id from traces_to_forget()")
                .execute()
                .map(PgErasedRows::traces);
    }

    private static List<Traces> traces(RowSet<Row> rows) {
        Map<UUID, Traces> byTenant = new LinkedHashMap<>();
        for (Row row : rows) {
            Traces traces = byTenant.computeIfAbsent(
                    row.getUUID(0), tenant -> new Traces(tenant, new ArrayList<>(), new ArrayList<>()));
            UUID run = row.getUUID(2);
            if (run == null) {
                traces.conversationIds().add(row.getUUID(1));
            } else {
                traces.runIds().add(run);
            }
        }
        return List.copyOf(byTenant.values());
    }

    @Override
    public Uni<Void> forgotten(List<Traces> traces) {
        List<UUID> tenants = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (Traces some : traces) {
            Stream.concat(some.conversationIds().stream(), some.runIds().stream())
                    .forEach(id -> {
                        tenants.add(some.tenantId());
                        ids.add(id);
                    });
        }
        return pool.preparedQuery("select traces_forgotten($1, $2)")
                .execute(Tuple.of(tenants.toArray(UUID[]::new), ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
