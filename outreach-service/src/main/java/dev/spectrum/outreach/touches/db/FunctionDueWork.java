package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.touches.DueWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** By the functions of the schema that look across tenants. */
@ApplicationScoped
class FunctionDueWork implements DueWork {

    private final Pool pool;

    FunctionDueWork(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<UUID>> tenantsWithDueTouches(int most) {
        return pool.preparedQuery("select tenant_id from tenants_with_due_touches($1)")
                .execute(Tuple.of(most))
                .map(rows -> rows.stream().map(row -> row.getUUID("tenant_id")).toList());
    }

    @Override
    public Uni<List<TenantTouch>> unknown(int most, Duration patience, Duration remembered) {
        return pool.preparedQuery("select tenant_id, touch_id from unknown_touches($1, make_interval(secs => $2),"
                        + " make_interval(secs => $3))")
                .execute(Tuple.of(most, patience.toMillis() / 1000.0, remembered.toMillis() / 1000.0))
                .map(rows -> rows.stream()
                        .map(row -> new TenantTouch(row.getUUID("tenant_id"), row.getUUID("touch_id")))
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
