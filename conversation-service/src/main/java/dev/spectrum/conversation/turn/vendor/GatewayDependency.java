package dev.spectrum.conversation.turn.vendor;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Whether the tool-gateway answers. Not part of readiness: without it agents talk, and say that their tools are away. */
@HealthGroup("dependencies")
@ApplicationScoped
class GatewayDependency implements AsyncHealthCheck {

    private static final String NAME = "tool-gateway";

    private final GatewayClient gateway;

    GatewayDependency(@RestClient GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return gateway.live()
                .ifNoItem()
                .after(Duration.ofSeconds(1))
                .fail()
                .map(live -> HealthCheckResponse.named(NAME)
                        .status(live.getStatus() == 200)
                        .build())
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
