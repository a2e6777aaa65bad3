package dev.spectrum.conversation.feedback.db;

import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import dev.spectrum.conversation.history.domain.Answerer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** As it is read; it is written by a statement of its own, which is either an insert or an update. */
@Entity
@Immutable
@IdClass(FeedbackRow.Key.class)
@Table(name = "feedback")
class FeedbackRow {

    record Key(UUID messageId, String userId) {}

    @Id
    @Column(name = "message_id")
    UUID messageId;

    @Id
    @Column(name = "user_id")
    String userId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "agent_id")
    UUID agentId;

    @Column(name = "agent_role")
    String agentRole;

    @Nullable
    @Column(name = "agent_version")
    Long agentVersion;

    String rating;
    String comment;

    @Column(name = "given_at")
    Instant givenAt;

    Feedback toFeedback() {
        return new Feedback(
                messageId,
                conversationId,
                userId,
                Rating.valueOf(rating.toUpperCase(Locale.ROOT)),
                comment,
                new Answerer(
                        agentId,
                        agentRole,
                        agentVersion == null ? OptionalLong.empty() : OptionalLong.of(agentVersion)),
                givenAt);
    }
}
