package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.history.domain.FoundConversation;
import dev.spectrum.conversation.history.domain.FoundConversation.Passage;
import dev.spectrum.conversation.history.domain.PastConversation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A conversation as clients read it. */
@Schema(examples = """
                {"id": "01990000-0000-7000-8000-00000000c001", "user_id": "7a1f0c2e-0000-4000-8000-000000000001",
                 "agent_id": "01990000-0000-7000-8000-00000000f001", "agent_role": "sales",
                 "title": "Who should I call today?", "active_message_id": "01990000-0000-7000-8000-00000000e002",
                 "created_at": "2026-11-20T09:00:00Z", "updated_at": "2026-11-20T09:00:04Z",
                 "snippet": [{"text": "Start with ", "match": false}, {"text": "Dana", "match": true},
                             {"text": " Whitfield of Northwind", "match": false}]}""")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ConversationView(
        UUID id,
        String userId,
        UUID agentId,
        String agentRole,
        String title,
        UUID activeMessageId,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "where ?q found it: parts of a message in their order; null without ?q") @Nullable
        List<Passage> snippet) {

    static ConversationView of(PastConversation conversation) {
        return of(conversation, null);
    }

    static ConversationView of(FoundConversation found) {
        return of(found.conversation(), found.snippet());
    }

    private static ConversationView of(PastConversation conversation, @Nullable List<Passage> snippet) {
        return new ConversationView(
                conversation.id(),
                conversation.userId(),
                conversation.agentId(),
                conversation.agentRole(),
                conversation.title(),
                conversation.activeMessageId(),
                conversation.createdAt(),
                conversation.updatedAt(),
                snippet);
    }
}
