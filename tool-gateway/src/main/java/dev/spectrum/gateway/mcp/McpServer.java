package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.calls.CallOutcome;
import dev.spectrum.gateway.calls.CallRequest;
import dev.spectrum.gateway.calls.CallTool;
import dev.spectrum.gateway.calls.OfferedTools;
import dev.spectrum.gateway.calls.RepeatProblem;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers MCP's methods. */
@ApplicationScoped
class McpServer {

    private final OfferedTools offeredTools;
    private final CallTool callTool;
    private final McpResults results;

    McpServer(OfferedTools offeredTools, CallTool callTool, McpResults results) {
        this.offeredTools = offeredTools;
        this.callTool = callTool;
        this.results = results;
    }

    /** Who asks: over which endpoint, and with which Idempotency-Key. */
    record Client(Caller caller, Optional<String> agentRole, Optional<String> idempotencyKey) {}

    /** Fails with {@link McpException}, or with a 404 where there is no such agent. */
    Uni<ObjectNode> answer(Message.Request request, Revision revision, Client client) {
        return switch (revision) {
            case MODERN ->
                switch (request.method()) {
                    case "server/discover" -> tools(client).map(exists -> results.discovered());
                    case "tools/list" -> list(request, revision, client);
                    case "tools/call" -> call(request, revision, client);
                    default -> throw McpException.methodNotFound(404);
                };
            case LEGACY ->
                switch (request.method()) {
                    case "initialize" -> tools(client).map(exists -> results.initialized());
                    case "ping" -> Uni.createFrom().item(JsonNodeFactory.instance.objectNode());
                    case "tools/list" -> list(request, revision, client);
                    case "tools/call" -> call(request, revision, client);
                    default -> throw McpException.methodNotFound(200);
                };
        };
    }

    private Uni<List<CatalogueTool>> tools(Client client) {
        return offeredTools
                .list(client.caller(), client.agentRole())
                .map(found -> found.orElseThrow(McpServer::noSuchAgent));
    }

    private Uni<ObjectNode> list(Message.Request request, Revision revision, Client client) {
        ToolPage page = ToolPage.after(request.params().path("cursor"));
        return tools(client).map(tools -> results.tools(page.of(tools), page.next(tools), revision));
    }

    private Uni<ObjectNode> call(Message.Request request, Revision revision, Client client) {
        JsonNode name = request.params().path("name");
        JsonNode arguments = request.params().path("arguments");
        if (!name.isTextual() || !(arguments.isMissingNode() || arguments.isObject())) {
            throw McpException.malformedParams("tools/call needs a name, and its arguments are an object.");
        }
        ObjectNode given = arguments instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return callTool.call(new CallRequest(
                        client.caller(), client.agentRole(), name.asText(), given, client.idempotencyKey()))
                .map(outcome -> result(outcome, name.asText(), revision));
    }

    private ObjectNode result(CallOutcome outcome, String name, Revision revision) {
        return switch (outcome) {
            case CallOutcome.Succeeded(UUID id, JsonNode result, long duration, boolean replayed, var extent) ->
                results.succeeded(id, result, extent, revision);
            case CallOutcome.Failed(UUID id, ToolError error, long duration) -> results.failed(id, error, revision);
            case CallOutcome.NotRepeated(UUID id, RepeatProblem problem) -> results.notRepeated(id, problem, revision);
            case CallOutcome.Refused(UUID id, Refusal reason) ->
                throw isAboutAgent(reason) ? noSuchAgent() : McpException.invalidParams("Unknown tool: " + name);
        };
    }

    private static boolean isAboutAgent(Refusal reason) {
        return reason == Refusal.UNKNOWN_AGENT || reason == Refusal.AGENT_DISABLED;
    }

    /** Each agent is an endpoint of its own: one that is not there is HTTP's business. */
    private static ProblemException noSuchAgent() {
        return ProblemException.notFound("agent");
    }
}
