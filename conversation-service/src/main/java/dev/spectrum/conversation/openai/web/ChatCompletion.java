package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.openai.Said;
import dev.spectrum.platform.model.ToolRequest;
import dev.spectrum.platform.model.Usage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, as OpenAI's clients read it.
 *
 * @param created seconds since 1970
 * @param model the agent's role
 */
record ChatCompletion(String id, String object, long created, String model, List<Choice> choices, Tokens usage) {

    record Choice(int index, Message message, String finishReason) {}

    /** @param toolCalls the client's to make; absent where there are none */
    record Message(
            String role,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String content,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<ToolCall> toolCalls) {}

    record ToolCall(String id, String type, Function function) {

        static ToolCall of(ToolRequest call) {
            return new ToolCall(call.id(), "function", new Function(call.name(), call.arguments()));
        }
    }

    /** @param arguments JSON as the model wrote it, so perhaps broken */
    record Function(String name, String arguments) {}

    record Tokens(long promptTokens, long completionTokens, long totalTokens) {

        static Tokens of(Usage usage) {
            return new Tokens(usage.inputTokens(), usage.outputTokens(), usage.inputTokens() + usage.outputTokens());
        }
    }

    static ChatCompletion of(String id, long created, String model, Said.All said) {
        List<ToolCall> calls = said.calls().stream().map(ToolCall::of).toList();
        Message message = new Message(
                "assistant",
                said.text().isEmpty() && !calls.isEmpty() ? null : said.text(),
                calls.isEmpty() ? null : calls);
        return new ChatCompletion(
                id,
                "chat.completion",
                created,
                model,
                List.of(new Choice(0, message, reason(said))),
                Tokens.of(said.usage()));
    }

    static String reason(Said.All said) {
        return said.reason().name().toLowerCase(Locale.ROOT);
    }
}
