package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.touches.DueWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** By the two functions of the schema that look across tenants. */
@ApplicationScoped
class FunctionDueWork implements DueWork {

    private final Pool pool;

    FunctionDueWork(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<DueTouch>> claim(UUID claim, int most, Duration lease) {
        return pool.preparedQuery(
                        "select tenant_id, touch_id from claim_due_touches($1, $2, make_interval(secs => $3))")
                .execute(Tuple.of(claim, most, lease.toMillis() / 1000.0))
                .map(rows -> rows.stream()
                        .map(row -> new DueTouch(row.getUUID("tenant_id"), row.getUUID("touch_id")))
                        .toList());
    }

    @Override
    public Uni<List<UnplannedCampaign>> unplanned(int most) {
        return pool.preparedQuery("select tenant_id, campaign_id from campaigns_to_plan($1)")
                .execute(Tuple.of(most))
                .map(rows -> rows.stream()
                        .map(row -> new UnplannedCampaign(row.getUUID("tenant_id"), row.getUUID("campaign_id")))
                        .toList());
    }
}
