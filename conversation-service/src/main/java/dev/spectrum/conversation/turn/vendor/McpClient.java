package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * MCP revision 2026-07-28 over HTTP: stateless, so every request says which revision it speaks and what its client can do
 * (https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http).
 */
@ApplicationScoped
class McpClient {

    private static final Logger LOG = Logger.getLogger(McpClient.class);
    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";

    private final GatewayClient gateway;
    private final ExchangedTokens tokens;
    private final ObjectMapper json;
    private final AtomicLong lastId = new AtomicLong();

    McpClient(@RestClient GatewayClient gateway, ExchangedTokens tokens, ObjectMapper json) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.json = json;
    }

    /** Never fails. */
    Uni<McpAnswer> send(McpRequest request) {
        return CallerContext.returnTo(() -> tokens.forGateway(request.user()))
                .chain(token -> post(request, token))
                .map(this::answer)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s at the tool-gateway failed: %s", request.method(), failure))
                .onFailure()
                .recoverWithItem(new McpAnswer.Refused("The tools can't be reached at the moment."));
    }

    private Uni<Response> post(McpRequest request, String token) {
        return gateway.send(
                request.user().agentRole(),
                "Bearer " + token,
                request.user().who().tenantId().toString(),
                REVISION,
                request.method(),
                header(request.name()),
                request.idempotencyKey(),
                body(request));
    }

    private ObjectNode body(McpRequest request) {
        ObjectNode params = request.params();
        ObjectNode meta = params.putObject("_meta").put(META + "protocolVersion", REVISION);
        meta.putObject(META + "clientCapabilities");
        meta.putObject(META + "clientInfo")
                .put("name", "spectrum-conversation-service")
                .put("version", "1");
        return json.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", lastId.incrementAndGet())
                .put("method", request.method())
                .set("params", params);
    }

    /** A name that is no plain header value travels in Base64, as the revision says. */
    private static @Nullable String header(@Nullable String name) {
        if (name == null || name.matches("[!-~]+") && !name.startsWith("=?base64?")) {
            return name;
        }
        return "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private McpAnswer answer(Response response) {
        JsonNode message = read(response);
        JsonNode result = message.path("result");
        if (result.path("resultType").asText("complete").equals("complete") && result.isObject()) {
            return new McpAnswer.Result(result);
        } else if (result.isObject()) {
            return new McpAnswer.Refused("The tool asks for something that can't be given here.");
        }
        LOG.warnf("The tool-gateway refused: HTTP %d, %s", response.getStatus(), message.path("error"));
        return new McpAnswer.Refused(
                message.at("/error/message").asText("The tool-gateway refused (HTTP " + response.getStatus() + ")."));
    }

    /** Missing where the answer is no JSON. */
    private JsonNode read(Response response) {
        String body = Objects.requireNonNullElse(response.readEntity(String.class), "");
        String message =
                MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType()) ? lastEvent(body) : body;
        try {
            // PostgreSQL keeps no NUL, escaped or not.
            return json.readTree(message.replace("\\u0000", "\\ufffd"));
        } catch (JsonProcessingException noJson) {
            return json.missingNode();
        }
    }

    /** The response ends the stream; notifications may come before it. */
    private static String lastEvent(String stream) {
        String[] events = stream.strip().split("\\R\\R", -1);
        return events[events.length - 1]
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()))
                .collect(Collectors.joining("\n"));
    }
}
