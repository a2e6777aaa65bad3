package dev.spectrum.conversation.history.domain;

import dev.spectrum.conversation.attachments.domain.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is read.
 *
 * @param parentMessageId null at the root
 * @param position how many messages lead to it, itself included
 * @param role user or assistant
 * @param attachments the files that came with it
 * @param ending complete; of an assistant's message also stopped (by the user) or broken_off (by the model)
 */
public record PastMessage(
        UUID id,
        UUID conversationId,
        @Nullable UUID parentMessageId,
        int position,
        String role,
        String content,
        List<ToolCall> toolCalls,
        List<ToolResult> toolResults,
        long tokensUsed,
        String ending,
        Instant createdAt,
        List<Attachment> attachments) {

    public record ToolCall(String id, String name, Map<String, Object> arguments) {}

    /** @param id of the call */
    public record ToolResult(String id, Map<String, Object> result, boolean isError, long durationMs) {}
}
