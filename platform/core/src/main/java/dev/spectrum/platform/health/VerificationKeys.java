package dev.spectrum.platform.health;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether tokens can be verified: the identity provider's keys have been fetched, which is tried again here until they are. A
 * provider that goes away afterwards leaves its keys, and a service that is ready.
 */
@Readiness
@ApplicationScoped
class VerificationKeys implements AsyncHealthCheck {

    private static final String NAME = "keys of the identity provider";

    private final TenantConfigBean provider;

    VerificationKeys(TenantConfigBean provider) {
        this.provider = provider;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return provider.getDefaultTenant()
                .initialize()
                .map(known -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
