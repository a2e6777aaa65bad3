package dev.spectrum.outreach.approvals.db;

import dev.spectrum.outreach.approvals.ExpiredApprovals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** By the function of the schema that looks across tenants. */
@ApplicationScoped
class FunctionExpiredApprovals implements ExpiredApprovals {

    private final Pool pool;

    FunctionExpiredApprovals(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Expired>> some(int most) {
        return pool.preparedQuery("select tenant_id, approval_id from expired_approvals($1)")
                .execute(Tuple.of(most))
                .map(rows -> rows.stream()
                        .map(row -> new Expired(row.getUUID("tenant_id"), row.getUUID("approval_id")))
                        .toList());
    }
}
