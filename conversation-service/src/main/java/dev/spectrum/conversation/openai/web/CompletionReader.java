package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.spectrum.conversation.openai.web.CompletionRequest.Message;
import dev.spectrum.platform.model.ModelImage;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.model.ToolRequest;
import dev.spectrum.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request means, or what is wrong with it, by OpenAI's rules. */
final class CompletionReader {

    private static final int MOST_MESSAGES = 2000;
    private static final int MOST_TOOLS = 128;
    private static final int MOST_BYTES = 512 << 10;
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final String ANY_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private final CompletionRequest request;

    CompletionReader(CompletionRequest request) {
        this.request = request;
    }

    String agentRole() {
        String role = request.model();
        if (role == null || role.isBlank()) {
            throw invalid("/model", "Must be the role of an agent; GET /v1/models lists them.");
        }
        return role;
    }

    boolean isStreamed() {
        return Boolean.TRUE.equals(request.stream());
    }

    boolean wantsUsage() {
        return request.streamOptions() != null
                && Boolean.TRUE.equals(request.streamOptions().includeUsage());
    }

    void requireOneChoice() {
        if (request.n() != null && request.n() != 1) {
            throw invalid("/n", "Must be 1: an agent gives one answer.");
        }
    }

    Optional<Double> temperature() {
        Double temperature = request.temperature();
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw invalid("/temperature", "Must be between 0 and 2.");
        }
        return Optional.ofNullable(temperature);
    }

    Optional<Integer> maxOutputTokens() {
        boolean newer = request.maxCompletionTokens() != null;
        Integer most = newer ? request.maxCompletionTokens() : request.maxTokens();
        if (most != null && most < 1) {
            throw invalid(newer ? "/max_completion_tokens" : "/max_tokens", "Must be at least 1.");
        }
        return Optional.ofNullable(most);
    }

    /** By OpenAI's default it may. */
    boolean mayUseTools() {
        JsonNode choice = request.toolChoice();
        if (choice == null || choice.isNull()) {
            return true;
        }
        return switch (choice.asText()) {
            case "auto" -> true;
            case "none" -> false;
            default -> throw invalid("/tool_choice", "Must be \"auto\" or \"none\": which tool to use, agents decide.");
        };
    }

    Optional<String> answerSchema() {
        CompletionRequest.ResponseFormat format = request.responseFormat();
        if (format == null || format.type() == null || format.type().equals("text")) {
            return Optional.empty();
        }
        return switch (format.type()) {
            case "json_object" -> Optional.of("{\"type\":\"object\"}");
            case "json_schema" -> {
                JsonNode schema =
                        format.jsonSchema() == null ? null : format.jsonSchema().schema();
                if (schema == null || !schema.isObject()) {
                    throw invalid("/response_format/json_schema/schema", "Must be a JSON Schema.");
                }
                yield Optional.of(schema.toString());
            }
            default -> throw invalid("/response_format/type", "Must be text, json_object or json_schema.");
        };
    }

    List<ToolDefinition> tools() {
        List<CompletionRequest.@Nullable Tool> asked = Objects.requireNonNullElse(request.tools(), List.of());
        if (asked.size() > MOST_TOOLS) {
            throw invalid("/tools", "Must be at most " + MOST_TOOLS + ".");
        }
        Map<String, ToolDefinition> tools = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            ToolDefinition tool = tool("/tools/" + i, asked.get(i));
            if (tools.putIfAbsent(tool.name(), tool) != null) {
                throw invalid("/tools/" + i + "/function/name", "Must not be there twice.");
            }
        }
        return List.copyOf(tools.values());
    }

    private static ToolDefinition tool(String at, CompletionRequest.@Nullable Tool tool) {
        if (tool == null
                || tool.function() == null
                || tool.type() != null && !tool.type().equals("function")) {
            throw invalid(at, "Must be a tool of the type \"function\".");
        }
        CompletionRequest.Function function = tool.function();
        if (function.name() == null || !TOOL_NAME.matcher(function.name()).matches()) {
            throw invalid(at + "/function/name", "Must be 1 to 64 letters, digits, hyphens and underscores.");
        }
        JsonNode parameters = function.parameters();
        if (parameters != null && !parameters.isNull() && !parameters.isObject()) {
            throw invalid(at + "/function/parameters", "Must be a JSON Schema.");
        }
        return new ToolDefinition(
                function.name(),
                Objects.requireNonNullElse(function.description(), ""),
                parameters == null || parameters.isNull() ? ANY_ARGUMENTS : parameters.toString());
    }

    /** At least one of them is somebody's words, and every call of a tool has its result right after it. */
    List<ModelMessage> messages() {
        List<@Nullable Message> asked = Objects.requireNonNullElse(request.messages(), List.of());
        if (asked.isEmpty() || asked.size() > MOST_MESSAGES) {
            throw invalid("/messages", "Must be 1 to " + MOST_MESSAGES + " messages.");
        }
        List<ModelMessage> messages = new ArrayList<>();
        Map<String, String> unanswered = new LinkedHashMap<>();
        long bytes = 0;
        for (int i = 0; i < asked.size(); i++) {
            ModelMessage message = message("/messages/" + i, asked.get(i), unanswered);
            bytes += bytes(message);
            messages.add(message);
        }
        requireAnswered("/messages", unanswered);
        if (bytes > MOST_BYTES) {
            throw ProblemException.of(
                    413, "message-too-large", "The messages are too large", "All together must have at most 512 KB.");
        }
        if (!(messages.getLast() instanceof ModelMessage.User
                || messages.getLast() instanceof ModelMessage.ToolResult)) {
            throw invalid("/messages/" + (asked.size() - 1), "The last message must be the user's or a tool's.");
        }
        return messages;
    }

    private static long bytes(ModelMessage message) {
        return switch (message) {
            case ModelMessage.System(String text) -> bytes(text);
            case ModelMessage.User user -> bytes(user.text());
            case ModelMessage.Assistant(String text, List<ToolRequest> requests) ->
                bytes(text)
                        + requests.stream()
                                .mapToLong(request -> bytes(request.arguments()))
                                .sum();
            case ModelMessage.ToolResult(String id, String name, String text) -> bytes(text);
        };
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** @param unanswered the calls that have no result yet: names by id */
    private static ModelMessage message(String at, @Nullable Message message, Map<String, String> unanswered) {
        if (message == null || message.role() == null) {
            throw invalid(at + "/role", "Must be system, developer, user, assistant or tool.");
        }
        if (message.role().equals("tool")) {
            return result(at, message, unanswered);
        }
        requireAnswered(at, unanswered);
        return switch (message.role()) {
            case "system", "developer" -> new ModelMessage.System(text(at, message));
            case "user" -> {
                JsonNode content = Objects.requireNonNullElse(message.content(), MissingNode.getInstance());
                String text = text(at, message);
                List<ModelImage> images = CompletionImages.in(at, content);
                if (text.isBlank() && images.isEmpty()) {
                    throw invalid(at + "/content", "Must not be blank.");
                }
                yield new ModelMessage.User(text, images);
            }
            case "assistant" -> {
                List<ToolRequest> calls = calls(at, message);
                calls.forEach(call -> unanswered.put(call.id(), call.name()));
                yield new ModelMessage.Assistant(text(at, message), calls);
            }
            default -> throw invalid(at + "/role", "Must be system, developer, user, assistant or tool.");
        };
    }

    private static ModelMessage result(String at, Message message, Map<String, String> unanswered) {
        String id = message.toolCallId();
        String name = id == null ? null : unanswered.remove(id);
        if (id == null || name == null) {
            throw invalid(at + "/tool_call_id", "Must be the id of a tool call of the assistant's message before it.");
        }
        return new ModelMessage.ToolResult(id, name, text(at, message));
    }

    private static void requireAnswered(String at, Map<String, String> unanswered) {
        if (!unanswered.isEmpty()) {
            throw invalid(
                    at,
                    "After an assistant's message with tool_calls must come a tool message for each of them; missing: "
                            + String.join(", ", unanswered.keySet()) + ".");
        }
    }

    private static List<ToolRequest> calls(String at, Message message) {
        List<CompletionRequest.@Nullable ToolCall> asked = Objects.requireNonNullElse(message.toolCalls(), List.of());
        List<ToolRequest> calls = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            CompletionRequest.ToolCall call = asked.get(i);
            if (call == null
                    || call.id() == null
                    || call.function() == null
                    || call.function().name() == null
                    || !ids.add(call.id())) {
                throw invalid(at + "/tool_calls/" + i, "Must have an id of its own and a function with a name.");
            }
            calls.add(new ToolRequest(
                    call.id(),
                    call.function().name(),
                    Objects.requireNonNullElse(call.function().arguments(), "")));
        }
        return calls;
    }

    private static String text(String at, Message message) {
        JsonNode content = message.content();
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isTextual()) {
            return content.asText();
        }
        if (!content.isArray()) {
            throw invalid(at + "/content", "Must be text or a list of parts.");
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            if (part.path("text").isTextual()) {
                parts.add(part.path("text").asText());
            } else if (!(CompletionImages.isImage(part) && "user".equals(message.role()))) {
                throw invalid(at + "/content/" + i, "Only text is understood here, and pictures of the user's.");
            }
        }
        return String.join("\n", parts);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return ProblemException.invalid(pointer, detail);
    }
}
