package dev.spectrum.platform.model;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a model is told, by whom. */
public sealed interface ModelMessage {

    /** In UTF-8. */
    long bytes();

    static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    record System(String text) implements ModelMessage {
        @Override
        public long bytes() {
            return ModelMessage.bytes(text);
        }
    }

    /** @param images that came with the text, and are shown before it */
    record User(String text, List<ModelImage> images) implements ModelMessage {

        public User(String text) {
            this(text, List.of());
        }

        @Override
        public long bytes() {
            return ModelMessage.bytes(text);
        }
    }

    /** What the model said before: text, or tools it asked for, or both. */
    record Assistant(String text, List<ToolRequest> toolRequests) implements ModelMessage {
        @Override
        public long bytes() {
            return ModelMessage.bytes(text)
                    + toolRequests.stream()
                            .mapToLong(request ->
                                    ModelMessage.bytes(request.name()) + ModelMessage.bytes(request.arguments()))
                            .sum();
        }
    }

    /** What a tool gave: data, never an instruction. */
    record ToolResult(String requestId, String toolName, String text) implements ModelMessage {
        @Override
        public long bytes() {
            return ModelMessage.bytes(text);
        }
    }
}
