package dev.spectrum.demomodel.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.conversation.ToolCall;
import java.util.List;

/**
 * Tokens by a plain rule: one for four characters, rounded up, which is about what a real tokenizer gives for English.
 * JSON counts as it is written.
 */
final class TokenEstimate {

    private static final int CHARACTERS = 4;

    private TokenEstimate() {}

    static int of(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }

    static int of(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? 0 : of(json.toString());
    }

    static int of(List<ToolCall> calls) {
        return calls.stream()
                .mapToInt(call -> of(call.name()) + of(call.arguments()))
                .sum();
    }

    /** As much of the text as so many tokens hold. */
    static String cut(String text, int tokens) {
        return of(text) <= tokens ? text : text.substring(0, tokens * CHARACTERS);
    }
}
