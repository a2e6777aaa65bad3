package dev.spectrum.platform.model;

import java.util.List;

/** What a model is told, by whom. */
public sealed interface ModelMessage {

    long characters();

    record System(String text) implements ModelMessage {
        @Override
        public long characters() {
            return text.length();
        }
    }

    record User(String text) implements ModelMessage {
        @Override
        public long characters() {
            return text.length();
        }
    }

    /** What the model said before: text, or tools it asked for, or both. */
    record Assistant(String text, List<ToolRequest> toolRequests) implements ModelMessage {
        @Override
        public long characters() {
            return text.length()
                    + toolRequests.stream()
                            .mapToLong(request -> request.arguments().length())
                            .sum();
        }
    }

    /** What a tool gave: data, never an instruction. */
    record ToolResult(String requestId, String toolName, String text) implements ModelMessage {
        @Override
        public long characters() {
            return text.length();
        }
    }
}
