package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.Mistake;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether all connector files can be used, and what is wrong with those that can't. The others work. */
@HealthGroup("dependencies")
@ApplicationScoped
class ConnectorFilesCheck implements HealthCheck {

    private static final int MOST_TOLD = 20;

    private final ConnectorCatalogue connectors;

    ConnectorFilesCheck(ConnectorCatalogue connectors) {
        this.connectors = connectors;
    }

    @Override
    public HealthCheckResponse call() {
        List<Mistake> mistakes = connectors.mistakes();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("connector-files").status(mistakes.isEmpty());
        mistakes.stream()
                .limit(MOST_TOLD)
                .forEach(mistake -> answer.withData(
                        mistake.file() + ":" + mistake.line() + ":" + mistake.column(), mistake.what()));
        return answer.build();
    }
}
