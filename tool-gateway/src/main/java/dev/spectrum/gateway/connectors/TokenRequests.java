package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connectors.format.Authentication.Grant;
import dev.spectrum.gateway.connectors.format.Authentication.OAuth2;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Asks a vendor for access tokens (RFC 6749, RFC 7523). */
final class TokenRequests {

    private static final int MOST_BYTES = 64 * 1024;

    private final OutboundHttp http;
    private final ObjectMapper json;

    TokenRequests(OutboundHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** Whether the credentials have what the grant needs. */
    static boolean canAsk(OAuth2 oauth2, ObjectNode credentials) {
        return credentials.hasNonNull(
                switch (oauth2.grant()) {
                    case REFRESH_TOKEN -> "refresh_token";
                    case CLIENT_CREDENTIALS -> "client_secret";
                    case JWT_BEARER -> "private_key";
                });
    }

    /** The credentials with a new access token. Fails with {@link SecretSource.TokenRefused} where the vendor says no. */
    Uni<ObjectNode> ask(VendorCall call, OAuth2 oauth2, ObjectNode credentials) {
        // Not the call's: whoever waits for these tokens has a context of its own.
        Executor here = VendorCall.thisContext();
        return Uni.createFrom()
                .item(() -> request(call, oauth2, credentials))
                .chain(http::send)
                .emitOn(here)
                .onFailure(OutboundFailure.class)
                .transform(failure -> unreached(call.connector(), (OutboundFailure) failure))
                .map(answer -> renewed(call.connector(), oauth2, credentials, answer));
    }

    private static ToolException unreached(VendorConnector connector, OutboundFailure failure) {
        return failure.kind() == OutboundFailure.Kind.BLOCKED || failure.kind() == OutboundFailure.Kind.MISLED
                ? ToolException.of("address-refused", String.valueOf(failure.getMessage()))
                : ToolException.retryable(
                        "vendor-away", connector.title() + " could not be reached for a new access token.");
    }

    private OutboundHttp.Request request(VendorCall call, OAuth2 oauth2, ObjectNode credentials) {
        Map<String, Object> known =
                Map.of("credentials", json.convertValue(credentials, Map.class), "settings", call.settings());
        Map<String, Object> form = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Spectrum");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        grant(oauth2, credentials, known, form);
        client(oauth2, credentials, form, headers);
        oauth2.parameters().forEach((name, value) -> form.put(name, value.fill(known)));
        return new OutboundHttp.Request(
                "POST",
                address(call.connector(), oauth2, known),
                headers,
                Optional.of(FormText.of(form).getBytes(StandardCharsets.UTF_8)),
                call.connector().limits().timeout(),
                MOST_BYTES);
    }

    private static URI address(VendorConnector connector, OAuth2 oauth2, Map<String, Object> known) {
        String url = oauth2.tokenUrl().fill(known);
        if (RequestWriter.isPlain(url)) {
            return URI.create(url);
        }
        throw new SecretSource.TokenRefused("The connection's settings give no address of " + connector.title() + ".");
    }

    private void grant(OAuth2 oauth2, ObjectNode credentials, Map<String, Object> known, Map<String, Object> form) {
        if (oauth2.grant() == Grant.REFRESH_TOKEN) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", credentials.path("refresh_token").asText());
        } else if (oauth2.grant() == Grant.CLIENT_CREDENTIALS) {
            form.put("grant_type", "client_credentials");
        } else {
            Map<String, Object> claims = new LinkedHashMap<>();
            oauth2.claims().forEach((name, value) -> claims.put(name, value.fill(known)));
            form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
            form.put(
                    "assertion",
                    SignedAssertion.of(claims, credentials.path("private_key").asText(), json));
        }
    }

    private static void client(
            OAuth2 oauth2, ObjectNode credentials, Map<String, Object> form, Map<String, String> headers) {
        String id = credentials.path("client_id").asText();
        String secret = credentials.path("client_secret").asText();
        if (oauth2.clientInHeader()) {
            headers.put("Authorization", Authorizer.basic(id, secret));
        } else if (oauth2.grant() != Grant.JWT_BEARER) {
            form.put("client_id", id);
            if (!secret.isEmpty()) {
                form.put("client_secret", secret);
            }
        }
    }

    private ObjectNode renewed(
            VendorConnector connector, OAuth2 oauth2, ObjectNode credentials, OutboundHttp.Answer answer) {
        VendorAnswer read = VendorAnswer.of(answer, json);
        if (read.status() >= 500 || read.status() == 429) {
            throw ToolException.retryable(
                    "vendor-failed", connector.title() + " gives no access token just now (" + read.status() + ").");
        } else if (read.isSuccess()
                && read.body() instanceof Map<?, ?> body
                && body.get("access_token") instanceof String token) {
            ObjectNode renewed = credentials.deepCopy();
            renewed.put("access_token", token);
            long lifetime = body.get("expires_in") instanceof Number seconds
                    ? seconds.longValue()
                    : oauth2.lifetime().toSeconds();
            renewed.put(
                    "expires_at",
                    Instant.now()
                            .plusSeconds(lifetime)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
            if (body.get("refresh_token") instanceof String refreshToken) {
                renewed.put("refresh_token", refreshToken);
            }
            return renewed;
        }
        throw new SecretSource.TokenRefused(
                connector.title() + " gives no access token for these credentials (" + read.status() + ").");
    }
}
