package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.Redaction;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.upstreams.ShownConnections;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What an upstream is shown of the tenant's secrets: those of the connection that it names, which must be one of the connector
 * {@code mcp}, and nothing else. Our own tokens are not at hand here. Of the secrets, {@code bearer} becomes
 * {@code Authorization: Bearer ...}, and each field of {@code headers} a header.
 */
@ApplicationScoped
class UpstreamCredentials {

    /** What the protocol and HTTP itself say is not for a secret to say. */
    private static final Set<String> NOT_THEIRS = Set.of(
            "accept",
            "connection",
            "content-length",
            "content-type",
            "host",
            "mcp-protocol-version",
            "mcp-session-id",
            "transfer-encoding");

    private static final Logger LOG = Logger.getLogger(UpstreamCredentials.class);

    private final Credentials vault;
    private final ShownConnections shown;

    UpstreamCredentials(Credentials vault, ShownConnections shown) {
        this.vault = vault;
        this.shown = shown;
    }

    /** Those that it is shown; empty where it names no connection. */
    Optional<ShownSecrets> of(Upstream upstream) {
        return upstream.definition().connectionId().map(id -> secrets(upstream, id));
    }

    private ShownSecrets secrets(Upstream upstream, UUID id) {
        return new ShownSecrets() {
            @Override
            public Uni<Shown> reveal() {
                return connection(upstream, id)
                        .chain(connection -> vault.reveal(connection))
                        .map(UpstreamCredentials::shown);
            }

            @Override
            public Uni<Void> refused() {
                return connection(upstream, id)
                        .chain(connection -> vault.failing(
                                connection,
                                "The upstream " + upstream.definition().name() + " refuses the credentials."));
            }

            @Override
            public Uni<Void> worked() {
                return connection(upstream, id)
                        .chain(vault::worked)
                        // That this can't be noted is no reason to fail.
                        .onFailure()
                        .invoke(failure -> LOG.warnf("The use of connection %s was not noted: %s", id, failure))
                        .onFailure()
                        .recoverWithNull();
            }
        };
    }

    static ShownSecrets.Shown shown(ObjectNode secrets) {
        return new ShownSecrets.Shown(headers(secrets), Redaction.of(secrets));
    }

    private static Map<String, String> headers(ObjectNode secrets) {
        Map<String, String> headers = new HashMap<>();
        secrets.path("headers").properties().forEach(field -> {
            if (!NOT_THEIRS.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                headers.put(field.getKey(), field.getValue().asText());
            }
        });
        if (secrets.hasNonNull("bearer")) {
            headers.put("Authorization", "Bearer " + secrets.get("bearer").asText());
        }
        return headers;
    }

    private Uni<Connection> connection(Upstream upstream, UUID id) {
        return shown.find(upstream.tenantId(), id)
                .map(found -> found.orElseThrow(() -> new UpstreamFailure(
                        Kind.REFUSED, "The upstream's connection is not there, or not one for MCP servers.")));
    }
}
