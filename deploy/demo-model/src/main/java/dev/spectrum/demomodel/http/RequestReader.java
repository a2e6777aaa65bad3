package dev.spectrum.demomodel.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.conversation.CompletionRequest;
import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.ResponseFormat;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolChoice;
import dev.spectrum.demomodel.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/chat/completions}, as strict as OpenAI is. Settings for sampling are ignored. */
final class RequestReader {

    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private RequestReader() {}

    /** @throws InvalidRequest naming the parameter */
    static CompletionRequest read(String body) {
        JsonNode json = Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new InvalidRequest(
                        400, "We could not parse the JSON body of your request: an object is expected.", null, null));
        if (!json.path("model").isTextual() || json.path("model").asText().isBlank()) {
            throw InvalidRequest.at("model", "you must provide a model parameter");
        }
        if (json.path("n").asInt(1) != 1) {
            throw InvalidRequest.at("n", "This model gives one answer: 'n' must be 1.");
        }
        boolean stream = json.path("stream").asBoolean();
        if (json.path("stream_options").isObject() && !stream) {
            throw InvalidRequest.at(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        List<Message> messages = new MessageReader(json.path("messages")).read();
        List<Tool> tools = tools(json.path("tools"));
        int promptTokens = TokenEstimate.of(json.path("messages")) + TokenEstimate.of(json.path("tools"));
        return new CompletionRequest(
                messages,
                allowed(tools, json.path("tool_choice")),
                toolChoice(json.path("tool_choice"), tools),
                json.path("parallel_tool_calls").asBoolean(true),
                responseFormat(json.path("response_format")),
                maxTokens(json),
                stream,
                json.path("stream_options").path("include_usage").asBoolean(),
                promptTokens);
    }

    private static List<Tool> tools(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return List.of();
        }
        if (!json.isArray()) {
            throw InvalidRequest.at("tools", "Invalid type for 'tools': expected an array of objects.");
        }
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            tools.add(tool(json.get(i), "tools[" + i + "]"));
        }
        return tools;
    }

    private static Tool tool(JsonNode json, String param) {
        if (!json.path("type").asText().equals("function")) {
            throw InvalidRequest.at(param + ".type", "Invalid value: this model supports tools of type 'function'.");
        }
        JsonNode function = json.path("function");
        String name = function.path("name").asText();
        if (!TOOL_NAME.matcher(name).matches()) {
            throw InvalidRequest.at(
                    param + ".function.name",
                    "Invalid '" + param + ".function.name': expected letters, digits, _ . and -.");
        }
        JsonNode parameters = function.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isObject()) {
            throw InvalidRequest.at(param + ".function.parameters", "Invalid schema for function '" + name + "'.");
        }
        return new Tool(name, function.path("description").asText(""), parameters);
    }

    private static ToolChoice toolChoice(JsonNode json, List<Tool> tools) {
        if (json.isMissingNode() || json.isNull()) {
            return new ToolChoice.Auto();
        }
        if (tools.isEmpty() && !json.asText().equals("none") && !json.asText().equals("auto")) {
            throw InvalidRequest.at("tool_choice", "'tool_choice' is only allowed when 'tools' are specified.");
        }
        if (json.isTextual()) {
            return mode(json.asText());
        }
        if (json.path("type").asText().equals("allowed_tools")) {
            return mode(json.path("allowed_tools").path("mode").asText("auto"));
        }
        String name = json.path("function").path("name").asText();
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw InvalidRequest.at("tool_choice", "Tool choice '" + name + "' not found in 'tools'.");
        }
        return new ToolChoice.Named(name);
    }

    private static ToolChoice mode(String word) {
        return switch (word) {
            case "none" -> new ToolChoice.None();
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Required();
            default ->
                throw InvalidRequest.at(
                        "tool_choice",
                        "Invalid value: '" + word + "'. Supported values are: 'none', 'auto' and 'required'.");
        };
    }

    /** All tools, unless {@code tool_choice} names those that are allowed. */
    private static List<Tool> allowed(List<Tool> tools, JsonNode toolChoice) {
        if (!toolChoice.path("type").asText().equals("allowed_tools")) {
            return tools;
        }
        Set<String> names = toolChoice
                .path("allowed_tools")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("function")
                        .path("name")
                        .asText(tool.path("name").asText()))
                .collect(Collectors.toSet());
        return tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private static ResponseFormat responseFormat(JsonNode json) {
        return switch (json.path("type").asText("text")) {
            case "text" -> new ResponseFormat.Text();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> {
                JsonNode schema = json.path("json_schema").path("schema");
                if (!schema.isObject() || !json.path("json_schema").path("name").isTextual()) {
                    throw InvalidRequest.at(
                            "response_format.json_schema",
                            "Missing required parameter: 'name' and 'schema' are needed.");
                }
                yield new ResponseFormat.JsonSchema(
                        json.path("json_schema").path("name").asText(), schema);
            }
            default ->
                throw InvalidRequest.at(
                        "response_format.type",
                        "Invalid value. Supported values are: 'text', 'json_object' and 'json_schema'.");
        };
    }

    private static @Nullable Integer maxTokens(JsonNode json) {
        JsonNode limit = json.path(json.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens");
        if (limit.isMissingNode() || limit.isNull()) {
            return null;
        }
        if (!limit.isInt() || limit.asInt() < 1) {
            throw InvalidRequest.at("max_tokens", "Invalid 'max_tokens': expected an integer of at least 1.");
        }
        return limit.asInt();
    }
}
