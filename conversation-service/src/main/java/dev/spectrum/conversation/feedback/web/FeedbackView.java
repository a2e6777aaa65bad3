package dev.spectrum.conversation.feedback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Feedback as clients read it. */
@Schema(examples = """
                {"message_id": "01990000-0000-7000-8000-00000000e002",
                 "conversation_id": "01990000-0000-7000-8000-00000000c001",
                 "user_id": "7a1f0c2e-0000-4000-8000-000000000001", "rating": "up", "comment": "Just what I needed.",
                 "agent": {"id": "01990000-0000-7000-8000-00000000f001", "role": "sales", "version": 3},
                 "variant": null, "given_at": "2026-11-20T09:01:00Z"}""")
@JsonInclude(JsonInclude.Include.ALWAYS)
record FeedbackView(
        UUID messageId,
        UUID conversationId,
        String userId,
        Rating rating,
        String comment,
        RatedAgent agent,

        @Schema(description = "of an experiment; null while there is none") @Nullable
        String variant,

        Instant givenAt) {

    static FeedbackView of(Feedback feedback) {
        return new FeedbackView(
                feedback.messageId(),
                feedback.conversationId(),
                feedback.userId(),
                feedback.rating(),
                feedback.comment(),
                new RatedAgent(
                        feedback.answerer().agentId(),
                        feedback.answerer().agentRole(),
                        feedback.answerer().version().isPresent()
                                ? feedback.answerer().version().getAsLong()
                                : null),
                null,
                feedback.givenAt());
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RatedAgent(UUID id, String role, @Nullable Long version) {}
}
