package dev.spectrum.demomodel.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.conversation.CompletionRequest;
import dev.spectrum.demomodel.conversation.Reply;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reply in OpenAI's words: as one {@code chat.completion} or as the chunks of a stream. */
final class Completion {

    static final String MODEL = "spectrum-demo";
    static final String FINGERPRINT = "spectrum-demo-rules-no-language-model";

    /** A streamed text comes in pieces of a few words, as from a real model. */
    private static final Pattern PIECE = Pattern.compile("(?:\\S+\\s*){1,3}|\\s+");

    private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created;
    private final CompletionRequest request;
    private final String text;
    private final List<ToolCall> calls;
    private final String finishReason;

    Completion(CompletionRequest request, Reply reply, long createdSeconds) {
        this.request = request;
        this.created = createdSeconds;
        String answer = reply instanceof Reply.Answer said ? said.text() : "";
        Integer limit = request.maxTokens();
        this.text = limit == null ? answer : TokenEstimate.cut(answer, limit);
        this.calls = reply instanceof Reply.Calls wanted ? wanted.calls() : List.of();
        this.finishReason = !calls.isEmpty() ? "tool_calls" : text.length() < answer.length() ? "length" : "stop";
    }

    String json() {
        ObjectNode completion = envelope("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject();
        choice.put("index", 0);
        ObjectNode message = choice.putObject("message");
        message.put("role", "assistant");
        if (calls.isEmpty()) {
            message.put("content", text);
        } else {
            message.putNull("content");
            ArrayNode list = message.putArray("tool_calls");
            calls.forEach(call -> putCall(list.addObject(), call, Json.write(call.arguments())));
        }
        message.putNull("refusal");
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason);
        completion.set("usage", usage());
        return Json.write(completion);
    }

    /** The data of each server-sent event, the closing {@code [DONE]} included. */
    List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        ObjectNode first = Json.object().put("role", "assistant");
        if (calls.isEmpty()) {
            first.put("content", "");
        } else {
            first.putNull("content");
        }
        chunks.add(chunk(first, null));
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            chunks.add(chunk(Json.object().put("content", pieces.group()), null));
        }
        for (int i = 0; i < calls.size(); i++) {
            addCall(chunks, i, calls.get(i));
        }
        chunks.add(chunk(Json.object(), finishReason));
        if (request.includeUsage()) {
            ObjectNode last = envelope("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage());
            chunks.add(Json.write(last));
        }
        chunks.add("[DONE]");
        return chunks;
    }

    /** Name and id come first, the arguments after them in pieces, as clients have to expect. */
    private void addCall(List<String> chunks, int index, ToolCall call) {
        ObjectNode opening = Json.object();
        ObjectNode named = opening.putArray("tool_calls").addObject().put("index", index);
        putCall(named, call, "");
        chunks.add(chunk(opening, null));
        String arguments = Json.write(call.arguments());
        for (int start = 0; start < arguments.length(); start += 24) {
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", index)
                    .putObject("function")
                    .put("arguments", arguments.substring(start, Math.min(arguments.length(), start + 24)));
            chunks.add(chunk(delta, null));
        }
    }

    private static void putCall(ObjectNode json, ToolCall call, String arguments) {
        json.put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", arguments);
    }

    private String chunk(ObjectNode delta, @Nullable String finished) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.put("finish_reason", finished);
        if (request.includeUsage()) {
            chunk.putNull("usage");
        }
        return Json.write(chunk);
    }

    private ObjectNode envelope(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", MODEL)
                .put("system_fingerprint", FINGERPRINT);
    }

    private ObjectNode usage() {
        int completion = calls.isEmpty() ? TokenEstimate.of(text) : TokenEstimate.of(calls);
        return Json.object()
                .put("prompt_tokens", request.promptTokens())
                .put("completion_tokens", completion)
                .put("total_tokens", request.promptTokens() + completion);
    }
}
