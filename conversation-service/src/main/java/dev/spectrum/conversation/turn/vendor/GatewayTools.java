package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.turn.OfferedTool;
import dev.spectrum.conversation.turn.ToolUser;
import dev.spectrum.conversation.turn.Tools;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.platform.model.ToolDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tools that the tool-gateway offers an agent, over MCP. */
@ApplicationScoped
class GatewayTools implements Tools {

    /** What the gateway offers an agent that has more tools than it lists. */
    private static final String FINDER = "find_tools";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final McpClient mcp;
    private final ToolLists lists;
    private final ObjectMapper json;

    GatewayTools(McpClient mcp, ToolLists lists, ObjectMapper json) {
        this.mcp = mcp;
        this.lists = lists;
        this.json = json;
    }

    @Override
    public Uni<Optional<List<OfferedTool>>> offeredTo(ToolUser user) {
        Optional<List<OfferedTool>> known = lists.of(user);
        return known.isPresent() ? Uni.createFrom().item(known) : list(user, json.createObjectNode(), List.of());
    }

    private Uni<Optional<List<OfferedTool>>> list(ToolUser user, ObjectNode params, List<OfferedTool> before) {
        return mcp.send(new McpRequest(user, "tools/list", params, null, null)).chain(answer -> switch (answer) {
            case McpAnswer.Refused refused -> Uni.createFrom().item(Optional.empty());
            case McpAnswer.Result(JsonNode page) -> goOn(user, page, with(before, page.path("tools")));
        });
    }

    private Uni<Optional<List<OfferedTool>>> goOn(ToolUser user, JsonNode page, List<OfferedTool> tools) {
        if (page.hasNonNull("nextCursor")) {
            return list(user, json.createObjectNode().set("cursor", page.get("nextCursor")), tools);
        }
        Duration fresh = Duration.ofMillis(page.path("ttlMs").asLong());
        lists.keep(user, page.path("cacheScope").asText().equals("public"), tools, fresh);
        return Uni.createFrom().item(Optional.of(tools));
    }

    private static List<OfferedTool> with(List<OfferedTool> before, JsonNode tools) {
        return Stream.concat(
                        before.stream(),
                        tools.valueStream()
                                .map(tool -> new OfferedTool(
                                        new ToolDefinition(
                                                tool.path("name").asText(),
                                                tool.path("description").asText(),
                                                tool.path("inputSchema").toString()),
                                        tool.at("/annotations/readOnlyHint").asBoolean())))
                .toList();
    }

    @Override
    public Uni<Result> call(ToolUser user, Call call) {
        ObjectNode params = json.createObjectNode().put("name", call.tool());
        params.set("arguments", json.valueToTree(call.arguments()));
        return mcp.send(new McpRequest(user, "tools/call", params, call.tool(), new Act(call).key()))
                .map(answer -> switch (answer) {
                    case McpAnswer.Refused(String reason) -> Result.error(reason);
                    case McpAnswer.Result(JsonNode result) ->
                        new Result(content(result), result.path("isError").asBoolean());
                });
    }

    /** Its result is a list as tools/list gives it. */
    @Override
    public List<OfferedTool> foundBy(ToolCall call) {
        return call.name().equals(FINDER) && !call.isError()
                ? with(List.of(), json.valueToTree(call.result()).path("tools"))
                : List.of();
    }

    /** The structured result; else the text, which is JSON as a rule; else whatever came. */
    private Map<String, Object> content(JsonNode result) {
        JsonNode structured = result.path("structuredContent");
        if (structured.isObject()) {
            return json.convertValue(structured, OBJECT);
        } else if (!structured.isMissingNode()) {
            return Map.of("value", json.convertValue(structured, Object.class));
        }
        JsonNode content = result.path("content");
        if (content.size() == 1 && content.path(0).hasNonNull("text")) {
            return text(content.path(0).path("text").asText());
        }
        return Map.of("content", json.convertValue(ContentBlocks.readable(content), Object.class));
    }

    private Map<String, Object> text(String text) {
        try {
            JsonNode value = json.readTree(text);
            return value.isObject() ? json.convertValue(value, OBJECT) : Map.of("text", text);
        } catch (JsonProcessingException plainText) {
            return Map.of("text", text);
        }
    }
}
