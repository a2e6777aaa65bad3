package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** A connection's credentials: those that are kept, or those that are only tried. */
interface SecretSource {

    Uni<ObjectNode> reveal();

    /** Others instead of these. */
    Uni<ObjectNode> renew(ObjectNode used, Renewal renewal);

    /** The vendor refuses them for good. */
    Uni<Void> failing(String reason);

    /** Asks for new tokens. */
    interface Renewal {

        /** The credentials with new tokens. Fails with {@link TokenRefused} if there are none to be had. */
        Uni<ObjectNode> of(ObjectNode credentials);
    }

    /** The vendor gives no token for these credentials. */
    final class TokenRefused extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** @param reason in words for the tenant */
        TokenRefused(String reason) {
            super(reason, null, false, false);
        }
    }
}
