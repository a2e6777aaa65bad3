package dev.spectrum.platform.tenant;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who works: the subject of the token of the request being answered; outside of one, the service itself. */
@ApplicationScoped
class CurrentActor {

    private final CurrentIdentityAssociation identity;
    private final String service;

    CurrentActor(CurrentIdentityAssociation identity, @ConfigProperty(name = "spectrum.service") String service) {
        this.identity = identity;
        this.service = service;
    }

    Uni<String> get() {
        return Arc.container().requestContext().isActive()
                ? identity.getDeferredIdentity().map(this::name).onFailure().recoverWithItem(service)
                : Uni.createFrom().item(service);
    }

    private String name(SecurityIdentity who) {
        return who.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : service;
    }
}
