package dev.spectrum.gateway.calls.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.calls.CallOutcome;
import dev.spectrum.gateway.calls.CallRequest;
import dev.spectrum.gateway.calls.CallTool;
import dev.spectrum.gateway.calls.PermittedTools;
import dev.spectrum.gateway.calls.RepeatProblem;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolContent;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The same tools as over MCP, under the same policy. */
@Path("/api/v1/tools")
@RolesAllowed({Role.READ, Role.SERVICE})
public class ToolResource {

    private final PermittedTools permittedTools;
    private final CallTool callTool;
    private final TenantRequest request;
    private final ObjectMapper json;

    ToolResource(PermittedTools permittedTools, CallTool callTool, TenantRequest request, ObjectMapper json) {
        this.permittedTools = permittedTools;
        this.callTool = callTool;
        this.request = request;
        this.json = json;
    }

    record ToolView(
            String name,
            String title,
            String description,
            List<String> tags,
            Access access,
            ToolAnnotations annotations,
            JsonNode inputSchema,
            @Nullable JsonNode outputSchema) {

        static ToolView of(ToolDefinition tool) {
            return new ToolView(
                    tool.name(),
                    tool.title(),
                    tool.description(),
                    tool.tags(),
                    tool.access(),
                    tool.annotations(),
                    tool.inputSchema(),
                    tool.outputSchema());
        }
    }

    record CallBody(@Nullable ObjectNode arguments) {}

    /**
     * What became of a call.
     *
     * @param result what the tool's output schema says, where there is none {@code {"content": [...]}} with MCP's content
     *     blocks, or of a failure {@code {error, message, retryable, errors}}
     * @param extent {@code whole}; or {@code shortened}, and read_result gives all of it, or {@code shortened-for-good}
     */
    @Schema
    record CallView(
            UUID id,
            String name,
            JsonNode arguments,
            JsonNode result,
            boolean isError,
            long durationMs,
            String extent) {}

    @GET
    public Uni<Page<ToolView>> list(
            @QueryParam("agent_role") @Nullable String agentRole, @Valid @BeanParam PageRequest page) {
        String after = page.after().orElse("");
        return permittedTools
                .list(request.caller(), Optional.ofNullable(agentRole))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("agent")))
                .map(tools -> tools.stream()
                        .map(CatalogueTool::definition)
                        .filter(tool -> tool.name().compareTo(after) > 0)
                        .limit(page.fetch())
                        .toList())
                .map(tools -> Page.of(tools, page, ToolDefinition::name, ToolView::of));
    }

    @POST
    @Path("/{name}/call")
    public Uni<Response> call(
            String name, @QueryParam("agent_role") @Nullable String agentRole, @NotNull CallBody body) {
        ObjectNode arguments = body.arguments() == null ? json.createObjectNode() : body.arguments();
        return callTool.call(new CallRequest(
                        request.caller(), Optional.ofNullable(agentRole), name, arguments, request.idempotencyKey()))
                .map(outcome -> answer(name, arguments, outcome));
    }

    private Response answer(String name, JsonNode arguments, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Succeeded(UUID id, JsonNode result, long duration, boolean replayed, var extent) -> {
                Response.ResponseBuilder answer = Response.ok(new CallView(
                        id, name, arguments, ToolContent.asObject(result), false, duration, extent.code()));
                yield (replayed ? answer.header("Idempotency-Replayed", "true") : answer).build();
            }
            case CallOutcome.Failed(UUID id, var error, long duration) ->
                Response.ok(new CallView(
                                id,
                                name,
                                arguments,
                                json.valueToTree(error),
                                true,
                                duration,
                                CallOutcome.Extent.WHOLE.code()))
                        .build();
            case CallOutcome.Refused refused -> throw ProblemException.notFound("tool");
            case CallOutcome.NotRepeated(UUID id, RepeatProblem problem) -> throw problem(problem);
        };
    }

    private static ProblemException problem(RepeatProblem problem) {
        return switch (problem) {
            case CALL_UNDER_WAY ->
                ProblemException.conflict(problem.code(), problem.message()).retryAfter(1);
            case UNKNOWN_OUTCOME -> ProblemException.conflict(problem.code(), problem.message());
            case IDEMPOTENCY_KEY_REUSED ->
                ProblemException.of(422, problem.code(), "Idempotency-Key reused", problem.message());
        };
    }
}
