package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * OpenAI's chat completions, as every OpenAI-compatible server speaks them.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">the reference</a>
 */
final class OpenAiProtocol implements Protocol {

    /** OpenAI's reasoning models refuse a temperature and the old name of the limit, which is all that other servers know. */
    private static final Pattern REASONING = Pattern.compile("(o\\d|gpt-5).*");

    private static final String LAST_WORD = "[DONE]";

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers(String apiKey) {
        return apiKey.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
    }

    @Override
    public String request(ModelCall call, String model, boolean streamed) {
        return Json.object(json -> {
            json.writeStringField("model", model);
            if (REASONING.matcher(model).matches()) {
                json.writeNumberField("max_completion_tokens", call.maxOutputTokens());
            } else {
                json.writeNumberField("temperature", call.temperature());
                json.writeNumberField("max_tokens", call.maxOutputTokens());
            }
            if (streamed) {
                json.writeBooleanField("stream", true);
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
            json.writeArrayFieldStart("messages");
            for (ModelMessage message : call.messages()) {
                write(message, json);
            }
            json.writeEndArray();
            writeTools(call.tools(), json);
            if (call.answerSchema().isPresent()) {
                writeAnswerSchema(call.answerSchema().get(), json);
            }
        });
    }

    private static void write(ModelMessage message, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (message) {
            case ModelMessage.System(String text) -> {
                json.writeStringField("role", "system");
                json.writeStringField("content", text);
            }
            case ModelMessage.User(String text, List<ModelImage> images) -> {
                json.writeStringField("role", "user");
                if (images.isEmpty()) {
                    json.writeStringField("content", text);
                } else {
                    writeParts(text, images, json);
                }
            }
            case ModelMessage.Assistant(String text, List<ToolRequest> requests) -> {
                json.writeStringField("role", "assistant");
                if (requests.isEmpty()) {
                    json.writeStringField("content", text);
                } else {
                    writeRequests(text, requests, json);
                }
            }
            case ModelMessage.ToolResult(String id, String name, String text) -> {
                json.writeStringField("role", "tool");
                json.writeStringField("tool_call_id", id);
                json.writeStringField("content", text);
            }
        }
        json.writeEndObject();
    }

    private static void writeParts(String text, List<ModelImage> images, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("content");
        for (ModelImage image : images) {
            json.writeStartObject();
            json.writeStringField("type", "image_url");
            json.writeObjectFieldStart("image_url");
            json.writeStringField("url", image.dataUrl());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void writeRequests(String text, List<ToolRequest> requests, JsonGenerator json) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField("content", text);
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolRequest request : requests) {
            json.writeStartObject();
            json.writeStringField("id", request.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", request.name());
            json.writeStringField("arguments", request.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTools(List<ToolDefinition> tools, JsonGenerator json) throws IOException {
        if (tools.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolDefinition tool : tools) {
            json.writeStartObject();
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", tool.name());
            json.writeStringField("description", tool.description());
            json.writeFieldName("parameters");
            json.writeRawValue(tool.inputSchema());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnswerSchema(String schema, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("response_format");
        json.writeStringField("type", "json_schema");
        json.writeObjectFieldStart("json_schema");
        json.writeStringField("name", "answer");
        json.writeFieldName("schema");
        json.writeRawValue(schema);
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void hear(String text, Hearing hearing) throws JsonProcessingException {
        JsonNode answer = Json.read(text);
        failIfError(answer);
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw new ModelException(ModelRefusal.UNAVAILABLE, "an answer without a message", null);
        }
        hearPiece(choice.path("message"), true, hearing);
        hearUsage(answer, hearing);
        // What is whole needs no reason for its end.
        hearing.finished(reason(choice.path("finish_reason").asText("stop")));
    }

    @Override
    public void hearEvent(String event, Hearing hearing) throws JsonProcessingException {
        if (event.equals(LAST_WORD)) {
            hearing.over();
            return;
        }
        JsonNode data = Json.read(event);
        failIfError(data);
        JsonNode choice = data.path("choices").path(0);
        hearPiece(choice.path("delta"), false, hearing);
        hearUsage(data, hearing);
        if (choice.hasNonNull("finish_reason")) {
            hearing.finished(reason(choice.path("finish_reason").asText()));
        }
    }

    private static void hearPiece(JsonNode piece, boolean whole, Hearing hearing) {
        hearing.thought(piece.path("reasoning_content").asText(""));
        hearing.text(piece.path("content").asText(""));
        hearing.text(piece.path("refusal").asText(""));
        int position = 0;
        for (JsonNode call : piece.path("tool_calls")) {
            JsonNode function = call.path("function");
            hearing.tool(
                    call.path("index").asInt(whole ? position : -1),
                    call.path("id").asText(""),
                    function.path("name").asText(""),
                    function.path("arguments").asText(""));
            position++;
        }
    }

    private static void hearUsage(JsonNode said, Hearing hearing) {
        if (!said.path("model").isMissingNode()) {
            hearing.said(said.path("id").asText(""), said.path("model").asText(""));
        }
        JsonNode usage = said.path("usage");
        long input = usage.path("prompt_tokens").asLong();
        // Some say that nothing was used, or only half of it: as if they had not said it.
        if (input > 0) {
            hearing.usage(input, usage.path("completion_tokens").asLong(-1));
        }
    }

    /** Some servers send their error where the answer should be. */
    private static void failIfError(JsonNode said) {
        JsonNode error = said.path("error");
        if (!error.isObject()) {
            return;
        }
        ModelRefusal refusal = error.path("code").asInt() == 429 ? ModelRefusal.OVERLOADED : ModelRefusal.UNAVAILABLE;
        throw new ModelException(refusal, error.path("message").asText("an error without a message"), null);
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }
}
