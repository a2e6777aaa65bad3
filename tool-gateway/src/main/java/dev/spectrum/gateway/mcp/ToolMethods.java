package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.calls.CallOutcome;
import dev.spectrum.gateway.calls.CallRequest;
import dev.spectrum.gateway.calls.CallTool;
import dev.spectrum.gateway.calls.OfferedTools;
import dev.spectrum.gateway.calls.RepeatProblem;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** {@code tools/list} and {@code tools/call}. */
@ApplicationScoped
class ToolMethods {

    private final OfferedTools offeredTools;
    private final CallTool callTool;
    private final McpResults results;
    private final Seal seal;
    private final McpConfig config;

    ToolMethods(OfferedTools offeredTools, CallTool callTool, McpResults results, Seal seal, McpConfig config) {
        this.offeredTools = offeredTools;
        this.callTool = callTool;
        this.results = results;
        this.seal = seal;
        this.config = config;
    }

    /** What the caller is shown. Fails with a 404 where there is no such agent. */
    Uni<List<CatalogueTool>> offered(Exchange exchange) {
        return offeredTools
                .list(exchange.caller(), exchange.agentRole())
                .map(found -> found.orElseThrow(ToolMethods::noSuchAgent));
    }

    Uni<ObjectNode> list(Exchange exchange) {
        return offered(exchange)
                .map(tools -> results.tools(
                        Page.of(tools, tool -> tool.definition().name(), exchange.cursor(), config.pageSize()),
                        exchange.revision()));
    }

    Uni<ObjectNode> call(Exchange exchange) {
        String name = exchange.required("name");
        CallClient client = CallClient.of(exchange, seal, config.answersWithin());
        return callTool.call(new CallRequest(
                        exchange.caller(),
                        exchange.agentRole(),
                        name,
                        exchange.object("arguments"),
                        exchange.idempotencyKey(),
                        client))
                .map(outcome -> result(outcome, name, client, exchange.revision()));
    }

    private ObjectNode result(CallOutcome outcome, String name, CallClient client, Revision revision) {
        return switch (outcome) {
            case CallOutcome.Succeeded(UUID id, JsonNode result, long duration, boolean replayed, var extent) ->
                results.succeeded(id, result, extent, revision);
            case CallOutcome.Failed(UUID id, ToolError error, long duration) ->
                client.insteadOf(error.error(), results.empty(revision))
                        .orElseGet(() -> results.failed(id, error, revision));
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
