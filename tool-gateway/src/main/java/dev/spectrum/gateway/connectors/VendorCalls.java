package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Calls vendors with a tenant's connections. */
@Singleton
final class VendorCalls {

    private static final Logger LOG = Logger.getLogger(VendorCalls.class);

    private final Credentials credentials;
    private final KeptSecrets secrets;
    private final CallVendor callVendor;
    private final Gates gates = new Gates();
    private final ObjectMapper json;

    VendorCalls(OutboundHttp http, Credentials credentials, ObjectMapper json) {
        this.credentials = credentials;
        this.secrets = new KeptSecrets(credentials);
        this.json = json;
        Authorizer authorizer = new Authorizer(new TokenRequests(http, json), json);
        this.callVendor = new CallVendor(new VendorHttp(http, authorizer, gates, json), new RequestWriter(json), json);
    }

    /** The tenant's connections, the oldest first. */
    Uni<List<Connection>> active(UUID tenantId) {
        return credentials.active(tenantId);
    }

    /** @param name of the connection, where the call chose one */
    Uni<JsonNode> call(
            VendorConnector connector,
            VendorTool tool,
            CallContext context,
            ObjectNode arguments,
            Optional<String> name) {
        var here = VendorCall.thisContext();
        return credentials.active(context.tenantId()).chain(active -> {
            Connection connection = choose(connector, tool, active, name);
            KeptSecrets.Used used = secrets.of(connection);
            VendorCall call = new VendorCall(
                    context.callId(),
                    key(context),
                    connector,
                    connection,
                    settings(connection),
                    used,
                    tool.definition().annotations().readOnlyHint(),
                    Deadline.in(connector.limits().deadline()),
                    here);
            return callVendor
                    .call(call, tool, arguments, caller(context))
                    .emitOn(here)
                    .call(() -> noteSuccess(used.connection()));
        });
    }

    /**
     * Whether the vendor accepts the credentials: empty, or why not. Fails where it does not say. A pause that it asked for
     * ends by this.
     */
    Uni<Optional<String>> test(VendorConnector connector, Connection connection, ObjectNode tried) {
        gates.of(connection, connector.limits()).resume();
        return credentials
                .reveal(connection)
                .onFailure()
                .recoverWithItem(json::createObjectNode)
                .map(held -> held.equals(tried) ? secrets.of(connection) : new TriedSecrets(tried))
                .map(source -> new VendorCall(
                        UUID.randomUUID(),
                        "test",
                        connector,
                        connection,
                        settings(connection),
                        new Unblamed(source),
                        true,
                        Deadline.in(connector.limits().deadline()),
                        VendorCall.thisContext()))
                .chain(call -> callVendor.test(call, connector.test()))
                .replaceWith(Optional.<String>empty())
                .onFailure(failure -> failure instanceof ToolException refused
                        && !refused.error().retryable())
                .recoverWithItem(failure -> Optional.of(String.valueOf(failure.getMessage())));
    }

    private Connection choose(
            VendorConnector connector, VendorTool tool, List<Connection> active, Optional<String> name) {
        List<Connection> candidates = active.stream()
                .filter(each -> each.connector().equals(connector.name()))
                .toList();
        if (candidates.isEmpty()) {
            throw ToolException.of("not-connected", "There is no connection to " + connector.title() + " any more.");
        } else if (tool.ofInterface()) {
            return candidates.reversed().stream()
                    .filter(each -> hasRole(connector, each))
                    .findFirst()
                    .orElse(candidates.getLast());
        } else if (name.isEmpty()) {
            return candidates.getFirst();
        }
        return candidates.stream()
                .filter(each -> each.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> ToolException.invalid(
                        "/" + ConnectorTool.CONNECTION,
                        "There is no such connection; there are: "
                                + candidates.stream().map(Connection::name).collect(Collectors.joining(", "))
                                + "."));
    }

    /** Whether it takes the place of the native tools of the interface that its connector implements. */
    boolean hasRole(VendorConnector connector, Connection connection) {
        return connector
                .roleSetting()
                .map(setting -> !Boolean.FALSE.equals(settings(connection).get(setting)))
                .orElse(false);
    }

    /** As mappings see them. */
    private Map<String, Object> settings(Connection connection) {
        try {
            return json.readerForMapOf(Object.class).readValue(connection.settings());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A connection's settings are a JSON object", impossible);
        }
    }

    /** Callers choose their keys each for themselves, and the vendor knows only the connection. */
    private static String key(CallContext context) {
        String key = context.caller().subject() + " " + context.idempotencyKey();
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, Object> caller(CallContext context) {
        Map<String, Object> user = new HashMap<>();
        user.put("name", context.caller().name());
        context.caller().email().ifPresent(email -> user.put("email", email));
        return Map.of(
                "id", context.callId().toString(),
                "tenant_id", context.tenantId().toString(),
                "user", user);
    }

    private Uni<Void> noteSuccess(Connection connection) {
        return credentials
                .worked(connection)
                .onFailure()
                .invoke(failure -> LOG.warnf("The use of connection %s was not noted: %s", connection.id(), failure))
                .onFailure()
                .recoverWithNull();
    }
}
