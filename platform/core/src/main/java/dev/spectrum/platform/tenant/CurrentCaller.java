package dev.spectrum.platform.tenant;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of the request being answered. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final Instance<RoutingContext> request;

    CurrentCaller(SecurityIdentity identity, Instance<RoutingContext> request) {
        this.identity = identity;
        this.request = request;
    }

    /** @throws ForbiddenException (403) if the token gives no tenant for this request */
    public Caller get() {
        Caller caller = identity.getAttribute(Caller.ATTRIBUTE);
        if (caller == null) {
            throw new ForbiddenException(refusal().orElse("No tenant was chosen."));
        }
        return caller;
    }

    /** The {@code sub} of the token, whether or not it gives a tenant. */
    public String subject() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    /** Why no tenant was chosen, where that is so. */
    public Optional<String> refusal() {
        return Optional.ofNullable(request.get().get(TenantIdentity.REFUSAL));
    }
}
