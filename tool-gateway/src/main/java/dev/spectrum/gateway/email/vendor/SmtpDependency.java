package dev.spectrum.gateway.email.vendor;

import dev.spectrum.gateway.email.EmailConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.net.NetClient;
import io.vertx.mutiny.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the mail server accepts connections. Without it, sending fails and everything else goes on. */
@HealthGroup("dependencies")
@ApplicationScoped
class SmtpDependency implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final NetClient client;
    private final EmailConfig config;

    SmtpDependency(Vertx vertx, EmailConfig config) {
        this.client = vertx.createNetClient();
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return client.connect(config.port(), config.host())
                .call(NetSocket::close)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(connected -> HealthCheckResponse.up("smtp"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("smtp"));
    }
}
