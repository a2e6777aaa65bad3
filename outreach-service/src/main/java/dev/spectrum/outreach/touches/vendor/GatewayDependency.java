package dev.spectrum.outreach.touches.vendor;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Whether the tool-gateway answers. Without it touches wait; everything else goes on. */
@HealthGroup("dependencies")
@ApplicationScoped
class GatewayDependency implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ToolGateway gateway;

    GatewayDependency(@RestClient ToolGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return gateway.live()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> answer.getStatus() == 200
                        ? HealthCheckResponse.up("tool-gateway")
                        : HealthCheckResponse.down("tool-gateway"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("tool-gateway"));
    }
}
