package dev.spectrum.platform.tenant;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who works: the subject of the token of the request being answered; outside of one, the service itself. */
@ApplicationScoped
public class CurrentActor {

    /** Key in the Vert.x context of a request that has no beans of its own. */
    private static final String ACTOR = "spectrum.actor";

    private final CurrentIdentityAssociation identity;
    private final String service;

    CurrentActor(CurrentIdentityAssociation identity, @ConfigProperty(name = "spectrum.service") String service) {
        this.identity = identity;
        this.service = service;
    }

    /** Says who works on the current Vert.x context, for a request that does not go through a resource. */
    public void is(Caller caller) {
        Vertx.currentContext().putLocal(ACTOR, caller.subject());
    }

    Uni<String> get() {
        Context context = Vertx.currentContext();
        String said = context == null ? null : context.getLocal(ACTOR);
        if (said != null) {
            return Uni.createFrom().item(said);
        }
        return Arc.container().requestContext().isActive()
                ? identity.getDeferredIdentity().map(this::name).onFailure().recoverWithItem(service)
                : Uni.createFrom().item(service);
    }

    private String name(SecurityIdentity who) {
        return who.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : service;
    }
}
