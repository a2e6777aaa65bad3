package dev.spectrum.platform.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether PostgreSQL answers. */
@HealthGroup("dependencies")
@ApplicationScoped
class PostgresDependency implements AsyncHealthCheck {

    private final Pool pool;

    PostgresDependency(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select 1")
                .execute()
                .ifNoItem()
                .after(Duration.ofSeconds(1))
                .fail()
                .map(rows -> HealthCheckResponse.up("postgresql"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("postgresql"));
    }
}
