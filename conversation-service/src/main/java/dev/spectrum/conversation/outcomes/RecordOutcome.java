package dev.spectrum.conversation.outcomes;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.outcomes.domain.Outcome;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what happened with its conversation, and tells of it with the agent's version that it is owed to. */
@ApplicationScoped
public class RecordOutcome {

    private final Outcomes outcomes;
    private final History history;
    private final Outbox outbox;

    RecordOutcome(Outcomes outcomes, History history, Outbox outbox) {
        this.outcomes = outcomes;
        this.history = history;
        this.outbox = outbox;
    }

    /**
     * What happened.
     *
     * @param source who says so: a user's id, or the type of the event
     */
    public record Happened(String name, BigDecimal value, String source, Instant at) {}

    /** @param variant of an experiment; null while there is none */
    private record OutcomeRecorded(
            UUID outcomeId,
            UUID conversationId,
            String name,
            BigDecimal value,
            String source,
            UUID agentId,
            String agentRole,
            @Nullable Long agentVersion,
            @Nullable String variant,
            Instant occurredAt) {

        static OutcomeRecorded of(Outcome outcome) {
            var version = outcome.answerer().version();
            return new OutcomeRecorded(
                    outcome.id(),
                    outcome.conversationId(),
                    outcome.name(),
                    outcome.value(),
                    outcome.source(),
                    outcome.answerer().agentId(),
                    outcome.answerer().agentRole(),
                    version.isPresent() ? version.getAsLong() : null,
                    null,
                    outcome.occurredAt());
        }
    }

    public Uni<Outcome> record(UUID tenantId, PastConversation conversation, Happened happened) {
        return history.lastAnswererIn(conversation)
                .map(answerer -> new Outcome(
                        UuidCreator.getTimeOrderedEpoch(),
                        conversation.id(),
                        happened.name(),
                        happened.value(),
                        happened.source(),
                        answerer,
                        happened.at()))
                .call(outcome -> outcomes.add(tenantId, outcome))
                .call(outcome -> outbox.add(new OutgoingEvent(
                        "spectrum.conversation.events",
                        "dev.spectrum.conversation.outcome.recorded.v1",
                        tenantId,
                        outcome.conversationId().toString(),
                        OutcomeRecorded.of(outcome))));
    }
}
