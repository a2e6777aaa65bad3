package dev.spectrum.platform.model;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether Redis answers. Not part of readiness: without Redis, chats go on. */
@HealthGroup("dependencies")
@ApplicationScoped
class RedisDependency implements AsyncHealthCheck {

    private final RedisAPI redis;

    RedisDependency(RedisAPI redis) {
        this.redis = redis;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.ping(List.of())
                .ifNoItem()
                .after(Duration.ofSeconds(1))
                .fail()
                .map(pong -> HealthCheckResponse.up("redis"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("redis"));
    }
}
