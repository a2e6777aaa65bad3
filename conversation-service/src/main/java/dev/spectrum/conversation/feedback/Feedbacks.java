package dev.spectrum.conversation.feedback;

import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The feedback of the tenant that the current transaction is for. */
public interface Feedbacks {

    /** In place of what the same user said of the same message before. */
    Uni<Void> keep(UUID tenantId, Feedback feedback);

    /** A part of what was said on one message, by one user or by all, in the order of their ids. */
    Uni<List<Feedback>> on(UUID messageId, Optional<String> userId, Optional<String> afterUser, int limit);

    /** What came last of the messages that came last, first. */
    Uni<List<Feedback>> list(Filter filter, Optional<Place> after, int limit);

    /** @param userId whose; empty for everybody's */
    record Filter(Optional<String> userId, Optional<Rating> rating, Optional<String> agentRole) {}

    /** Where a list goes on. */
    record Place(UUID messageId, String userId) {

        public static Place of(Feedback feedback) {
            return new Place(feedback.messageId(), feedback.userId());
        }
    }
}
