package dev.spectrum.conversation.feedback;

import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.VisibleHistory.Said;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what a user thinks of an answer, and tells of it; the comment stays here. */
@ApplicationScoped
public class GiveFeedback {

    private final Feedbacks feedbacks;
    private final History history;
    private final Outbox outbox;

    GiveFeedback(Feedbacks feedbacks, History history, Outbox outbox) {
        this.feedbacks = feedbacks;
        this.history = history;
        this.outbox = outbox;
    }

    /** @param variant of an experiment; null while there is none */
    private record FeedbackGiven(
            UUID conversationId,
            UUID messageId,
            String userId,
            Rating rating,
            boolean hasComment,
            UUID agentId,
            String agentRole,
            @Nullable Long agentVersion,
            @Nullable String variant) {

        static FeedbackGiven of(Feedback feedback) {
            var version = feedback.answerer().version();
            return new FeedbackGiven(
                    feedback.conversationId(),
                    feedback.messageId(),
                    feedback.userId(),
                    feedback.rating(),
                    !feedback.comment().isBlank(),
                    feedback.answerer().agentId(),
                    feedback.answerer().agentRole(),
                    version.isPresent() ? version.getAsLong() : null,
                    null);
        }
    }

    public Uni<Feedback> give(Caller who, Said answer, Rating rating, String comment) {
        return history.answererOf(answer.conversation(), answer.message())
                .map(answerer -> new Feedback(
                        answer.message().id(),
                        answer.conversation().id(),
                        who.subject(),
                        rating,
                        comment,
                        answerer,
                        Instant.now()))
                .call(feedback -> feedbacks.keep(who.tenantId(), feedback))
                .call(feedback -> outbox.add(new OutgoingEvent(
                        "spectrum.conversation.events",
                        "dev.spectrum.conversation.feedback.given.v1",
                        who.tenantId(),
                        feedback.conversationId().toString(),
                        FeedbackGiven.of(feedback))));
    }
}
