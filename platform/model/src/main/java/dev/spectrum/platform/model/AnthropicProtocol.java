package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Anthropic's messages.
 *
 * @see <a href="https://docs.claude.com/en/api/messages">the reference</a>
 */
final class AnthropicProtocol implements Protocol {

    private static final String VERSION = "2023-06-01";

    @Override
    public String path() {
        return "/messages";
    }

    @Override
    public Map<String, String> headers(String apiKey) {
        return Map.of("x-api-key", apiKey, "anthropic-version", VERSION);
    }

    @Override
    public String request(ModelCall call, String model, boolean streamed) {
        return Json.object(json -> {
            json.writeStringField("model", model);
            json.writeNumberField("max_tokens", call.maxOutputTokens());
            json.writeNumberField("temperature", Math.min(1, call.temperature()));
            if (streamed) {
                json.writeBooleanField("stream", true);
            }
            String system = system(call);
            if (!system.isEmpty()) {
                json.writeStringField("system", system);
            }
            json.writeArrayFieldStart("messages");
            for (List<ModelMessage> turn : turns(call)) {
                write(turn, json);
            }
            json.writeEndArray();
            writeTools(call, json);
        });
    }

    /** There is no place for a schema that any schema fits into, so the model is told in words. */
    private static String system(ModelCall call) {
        Stream<String> said = call.messages().stream()
                .flatMap(message ->
                        message instanceof ModelMessage.System(String text) ? Stream.of(text) : Stream.empty());
        Stream<String> schema = call.answerSchema().stream()
                .map(json ->
                        "Answer with JSON alone, without a word around it, that follows this JSON Schema: " + json);
        return Stream.concat(said, schema).filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
    }

    /** What one side said before the other one spoke, in one message: all results of a round have to be in one. */
    private static List<List<ModelMessage>> turns(ModelCall call) {
        List<List<ModelMessage>> turns = new ArrayList<>();
        boolean assistants = false;
        for (ModelMessage message : call.messages()) {
            if (isNothing(message)) {
                continue;
            }
            boolean assistant = message instanceof ModelMessage.Assistant;
            if (turns.isEmpty() || assistant != assistants) {
                turns.add(new ArrayList<>());
            }
            turns.getLast().add(message);
            assistants = assistant;
        }
        return turns;
    }

    /** Blocks without text are refused. */
    private static boolean isNothing(ModelMessage message) {
        return switch (message) {
            case ModelMessage.System system -> true;
            case ModelMessage.User(String text, List<ModelImage> images) -> text.isBlank() && images.isEmpty();
            case ModelMessage.Assistant(String text, List<ToolRequest> requests) ->
                text.isBlank() && requests.isEmpty();
            case ModelMessage.ToolResult result -> false;
        };
    }

    private static void write(List<ModelMessage> turn, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", turn.getFirst() instanceof ModelMessage.Assistant ? "assistant" : "user");
        json.writeArrayFieldStart("content");
        for (ModelMessage message : turn) {
            switch (message) {
                case ModelMessage.User(String text, List<ModelImage> images) -> {
                    for (ModelImage image : images) {
                        writeImage(image, json);
                    }
                    writeText(text, json);
                }
                case ModelMessage.Assistant(String text, List<ToolRequest> requests) -> {
                    writeText(text, json);
                    for (ToolRequest request : requests) {
                        writeRequest(request, json);
                    }
                }
                case ModelMessage.ToolResult result -> writeResult(result, json);
                case ModelMessage.System system -> {}
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeImage(ModelImage image, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "image");
        json.writeObjectFieldStart("source");
        json.writeStringField("type", "base64");
        json.writeStringField("media_type", image.mediaType());
        json.writeStringField("data", image.base64());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeText(String text, JsonGenerator json) throws IOException {
        if (text.isBlank()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static void writeRequest(ToolRequest request, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "tool_use");
        json.writeStringField("id", request.id());
        json.writeStringField("name", request.name());
        json.writeFieldName("input");
        json.writeRawValue(objectOrEmpty(request.arguments()));
        json.writeEndObject();
    }

    private static String objectOrEmpty(String arguments) {
        try {
            return Json.read(arguments).isObject() ? arguments : "{}";
        } catch (JsonProcessingException broken) {
            return "{}";
        }
    }

    private static void writeResult(ModelMessage.ToolResult result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "tool_result");
        json.writeStringField("tool_use_id", result.requestId());
        json.writeStringField("content", result.text());
        json.writeEndObject();
    }

    /** A conversation in which tools were used has to declare them, even where no more may be. */
    private static void writeTools(ModelCall call, JsonGenerator json) throws IOException {
        List<String> used = call.tools().isEmpty() ? toolsUsed(call) : List.of();
        if (call.tools().isEmpty() && used.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolDefinition tool : call.tools()) {
            writeTool(tool, json);
        }
        for (String name : used) {
            writeTool(new ToolDefinition(name, "", "{\"type\":\"object\"}"), json);
        }
        json.writeEndArray();
        if (!used.isEmpty()) {
            json.writeObjectFieldStart("tool_choice");
            json.writeStringField("type", "none");
            json.writeEndObject();
        }
    }

    private static List<String> toolsUsed(ModelCall call) {
        return call.messages().stream()
                .flatMap(message -> message instanceof ModelMessage.Assistant(String text, List<ToolRequest> requests)
                        ? requests.stream()
                        : Stream.empty())
                .map(ToolRequest::name)
                .distinct()
                .toList();
    }

    private static void writeTool(ToolDefinition tool, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", tool.name());
        if (!tool.description().isEmpty()) {
            json.writeStringField("description", tool.description());
        }
        json.writeFieldName("input_schema");
        json.writeRawValue(tool.inputSchema());
        json.writeEndObject();
    }

    @Override
    public void hear(String text, Hearing hearing) throws JsonProcessingException {
        JsonNode answer = Json.read(text);
        if (!answer.path("content").isArray()) {
            throw new ModelException(ModelRefusal.UNAVAILABLE, "an answer without content", null);
        }
        int index = 0;
        for (JsonNode block : answer.path("content")) {
            hearBlock(index++, block, hearing);
        }
        hearMessage(answer, hearing);
        hearing.finished(reason(answer.path("stop_reason").asText("end_turn")));
    }

    @Override
    public void hearEvent(String event, Hearing hearing) throws JsonProcessingException {
        JsonNode data = Json.read(event);
        int index = data.path("index").asInt();
        switch (data.path("type").asText()) {
            case "message_start" -> hearMessage(data.path("message"), hearing);
            case "content_block_start" -> hearBlock(index, data.path("content_block"), hearing);
            case "content_block_delta" -> hearDelta(index, data.path("delta"), hearing);
            case "message_delta" -> hearEnd(data, hearing);
            case "message_stop" -> hearing.over();
            case "error" -> throw error(data.path("error"));
            // Pings, the ends of blocks, and what there will be some day.
            default -> {}
        }
    }

    private static void hearBlock(int index, JsonNode block, Hearing hearing) {
        switch (block.path("type").asText()) {
            case "text" -> hearing.text(block.path("text").asText(""));
            case "thinking" -> hearing.thought(block.path("thinking").asText(""));
            case "tool_use" ->
                hearing.tool(
                        index,
                        block.path("id").asText(""),
                        block.path("name").asText(""),
                        // A stream begins with an empty object, and then says the arguments as text.
                        block.path("input").isEmpty() ? "" : block.path("input").toString());
            default -> {}
        }
    }

    private static void hearDelta(int index, JsonNode delta, Hearing hearing) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> hearing.text(delta.path("text").asText(""));
            case "thinking_delta" -> hearing.thought(delta.path("thinking").asText(""));
            case "input_json_delta" ->
                hearing.tool(index, "", "", delta.path("partial_json").asText(""));
            default -> {}
        }
    }

    private static void hearMessage(JsonNode message, Hearing hearing) {
        hearing.said(message.path("id").asText(""), message.path("model").asText(""));
        JsonNode usage = message.path("usage");
        if (input(usage) > 0) {
            hearing.usage(input(usage), usage.path("output_tokens").asLong(-1));
        }
    }

    /** What was read from a cache, or put there, was sent too. */
    private static long input(JsonNode usage) {
        return usage.path("input_tokens").asLong()
                + usage.path("cache_creation_input_tokens").asLong()
                + usage.path("cache_read_input_tokens").asLong();
    }

    private static void hearEnd(JsonNode data, Hearing hearing) {
        JsonNode usage = data.path("usage");
        // These are cumulative; the input is told at the start, and by some servers only here.
        long input = Math.max(input(usage), hearing.inputTokens().orElse(0));
        if (input > 0 && usage.has("output_tokens")) {
            hearing.usage(input, usage.path("output_tokens").asLong(-1));
        }
        if (data.path("delta").hasNonNull("stop_reason")) {
            hearing.finished(reason(data.path("delta").path("stop_reason").asText()));
        }
    }

    private static ModelException error(JsonNode error) {
        ModelRefusal refusal = switch (error.path("type").asText()) {
            case "overloaded_error", "rate_limit_error" -> ModelRefusal.OVERLOADED;
            case "invalid_request_error", "authentication_error", "permission_error", "not_found_error" ->
                ModelRefusal.REJECTED;
            default -> ModelRefusal.UNAVAILABLE;
        };
        return new ModelException(refusal, error.path("message").asText("an error without a message"), null);
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }
}
