package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.openai.CompletionFailed;
import dev.spectrum.conversation.openai.Said;
import dev.spectrum.platform.model.ToolRequest;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;

/** An answer in pieces, as OpenAI's clients read it: server-sent events without names or ids, and {@code [DONE]}. */
final class Chunks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "data: [DONE]\n\n";

    private final String id;
    private final long created;
    private final String model;
    private final boolean withUsage;

    Chunks(String id, long created, String model, boolean withUsage) {
        this.id = id;
        this.created = created;
        this.model = model;
        this.withUsage = withUsage;
    }

    /** A failure in the middle is told as an event, since the status has been sent. */
    Multi<String> of(Multi<Said> said) {
        Multi<String> told = said.onItem()
                .transformToIterable(this::of)
                .onFailure(CompletionFailed.class)
                .recoverWithItem(failure -> event(
                        OpenAiError.of(((CompletionFailed) failure).failure()).node()));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(this::opening), told);
    }

    private String opening() {
        ObjectNode chunk = chunk();
        delta(chunk, false).put("role", "assistant").put("content", "");
        return event(chunk);
    }

    private List<String> of(Said said) {
        return switch (said) {
            case Said.Piece(String text) -> {
                ObjectNode chunk = chunk();
                delta(chunk, false).put("content", text);
                yield List.of(event(chunk));
            }
            case Said.All all -> end(all);
        };
    }

    private List<String> end(Said.All all) {
        List<String> events = new ArrayList<>();
        if (!all.calls().isEmpty()) {
            events.add(calls(all.calls()));
        }
        ObjectNode last = chunk();
        delta(last, true);
        ((ObjectNode) last.path("choices").path(0)).put("finish_reason", ChatCompletion.reason(all));
        events.add(event(last));
        if (withUsage) {
            ObjectNode usage = chunk();
            usage.putArray("choices");
            usage.set("usage", usage(all));
            events.add(event(usage));
        }
        events.add(DONE);
        return events;
    }

    private String calls(List<ToolRequest> calls) {
        ObjectNode chunk = chunk();
        ArrayNode told = delta(chunk, false).putArray("tool_calls");
        for (ToolRequest call : calls) {
            ObjectNode one = told.addObject()
                    .put("index", told.size() - 1)
                    .put("id", call.id())
                    .put("type", "function");
            one.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        return event(chunk);
    }

    private static ObjectNode usage(Said.All all) {
        ChatCompletion.Tokens tokens = ChatCompletion.Tokens.of(all.usage());
        return JSON.createObjectNode()
                .put("prompt_tokens", tokens.promptTokens())
                .put("completion_tokens", tokens.completionTokens())
                .put("total_tokens", tokens.totalTokens());
    }

    private ObjectNode chunk() {
        ObjectNode chunk = JSON.createObjectNode()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
        if (withUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk, boolean isLast) {
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (!isLast) {
            choice.putNull("finish_reason");
        }
        return delta;
    }

    private static String event(ObjectNode data) {
        return "data: " + data + "\n\n";
    }
}
