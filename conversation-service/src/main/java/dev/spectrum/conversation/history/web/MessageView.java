package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.history.domain.PastMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as clients read it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MessageView(
        UUID id,
        UUID conversationId,
        @Nullable UUID parentMessageId,
        String role,
        String content,
        List<PastMessage.ToolCall> toolCalls,
        List<PastMessage.ToolResult> toolResults,
        long tokensUsed,
        String ending,
        Instant createdAt,
        List<Attachment> attachments) {

    static MessageView of(PastMessage message) {
        return new MessageView(
                message.id(),
                message.conversationId(),
                message.parentMessageId(),
                message.role(),
                message.content(),
                message.toolCalls(),
                message.toolResults(),
                message.tokensUsed(),
                message.ending(),
                message.createdAt(),
                message.attachments());
    }
}
