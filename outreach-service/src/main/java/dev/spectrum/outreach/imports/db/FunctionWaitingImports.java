package dev.spectrum.outreach.imports.db;

import dev.spectrum.outreach.imports.WaitingImports;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** By the functions of the schema that look across tenants. */
@ApplicationScoped
class FunctionWaitingImports implements WaitingImports {

    private final Pool pool;

    FunctionWaitingImports(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Claimed>> claim() {
        UUID claim = UUID.randomUUID();
        return pool.preparedQuery("select tenant_id, import_id from claim_lead_import($1)")
                .execute(Tuple.of(claim))
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(row.getUUID("tenant_id"), row.getUUID("import_id"), claim))
                        .findFirst());
    }

    @Override
    public Uni<Void> sweep() {
        return pool.query("select sweep_lead_import_refusals()").execute().replaceWithVoid();
    }
}
