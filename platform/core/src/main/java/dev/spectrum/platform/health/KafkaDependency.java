package dev.spectrum.platform.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether Kafka answers. Not part of readiness: without Kafka, requests are served and events wait. */
@HealthGroup("dependencies")
@ApplicationScoped
class KafkaDependency implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Admin admin;

    KafkaDependency(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .completionStage(() -> admin.describeCluster().clusterId().toCompletionStage())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(id -> HealthCheckResponse.up("kafka"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("kafka"));
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
