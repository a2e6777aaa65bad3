package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Expiry;
import dev.spectrum.gateway.connectors.format.Authentication;
import dev.spectrum.gateway.connectors.format.Template;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Gives a request its credentials, at the last moment. */
final class Authorizer {

    /** A token this close to its end is not used any more. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final TokenRequests tokens;
    private final ObjectMapper json;

    Authorizer(TokenRequests tokens, ObjectMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** With an access token that has not expired. */
    Uni<Authorized> authorize(VendorCall call) {
        return call.secrets()
                .reveal()
                .chain(credentials -> call.connector().authentication() instanceof Authentication.OAuth2 oauth2
                                && isStale(credentials)
                                && TokenRequests.canAsk(oauth2, credentials)
                        ? renew(call, oauth2, credentials)
                        : Uni.createFrom().item(authorized(call, credentials)));
    }

    /** With another access token than one that the vendor has refused; empty if there is no other to be had. */
    Uni<Optional<Authorized>> authorizeAnew(VendorCall call, Authorized refused) {
        if (!(call.connector().authentication() instanceof Authentication.OAuth2 oauth2)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return call.secrets().reveal().chain(credentials -> {
            boolean isAnother = !refused.accessToken().equals(token(credentials));
            if (isAnother) {
                return Uni.createFrom().item(Optional.of(authorized(call, credentials)));
            }
            return TokenRequests.canAsk(oauth2, credentials)
                    ? renew(call, oauth2, credentials).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<Authorized> renew(VendorCall call, Authentication.OAuth2 oauth2, ObjectNode credentials) {
        return call.secrets()
                .renew(credentials, held -> tokens.ask(call, oauth2, held))
                .emitOn(call.onContext())
                .map(renewed -> authorized(call, renewed));
    }

    private static boolean isStale(ObjectNode credentials) {
        return token(credentials).isEmpty()
                || Expiry.ofToken(credentials)
                        .map(expiry -> expiry.isBefore(Instant.now().plus(MARGIN)))
                        .orElse(false);
    }

    private static Optional<String> token(ObjectNode credentials) {
        return Optional.of(credentials.path("access_token").asText()).filter(token -> !token.isEmpty());
    }

    private Authorized authorized(VendorCall call, ObjectNode credentials) {
        Map<String, Object> known = known(call, credentials);
        return switch (call.connector().authentication()) {
            case Authentication.None() -> with(Map.of(), Map.of(), credentials);
            case Authentication.Bearer(Template token) ->
                with(Map.of("Authorization", "Bearer " + header(token, known)), Map.of(), credentials);
            case Authentication.Header(String name, Template value) ->
                with(Map.of(name, header(value, known)), Map.of(), credentials);
            case Authentication.Query(String name, Template value) ->
                with(Map.of(), Map.of(name, value.fill(known)), credentials);
            case Authentication.Basic(Template username, Template password) ->
                with(Map.of("Authorization", basic(username.fill(known), password.fill(known))), Map.of(), credentials);
            case Authentication.OAuth2 oauth2 ->
                with(
                        Map.of(
                                "Authorization",
                                "Bearer "
                                        + RequestWriter.header(
                                                token(credentials).orElse(""))),
                        Map.of(),
                        credentials);
        };
    }

    private static Authorized with(Map<String, String> headers, Map<String, String> query, ObjectNode credentials) {
        return new Authorized(headers, query, token(credentials), credentials);
    }

    private Map<String, Object> known(VendorCall call, ObjectNode credentials) {
        return Map.of("credentials", json.convertValue(credentials, Map.class), "settings", call.settings());
    }

    private static String header(Template value, Map<String, Object> known) {
        return RequestWriter.header(value.fill(known));
    }

    static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
