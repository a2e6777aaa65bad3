package dev.spectrum.conversation.outcomes.domain;

import dev.spectrum.conversation.history.domain.Answerer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What finally happened, in the conversation that it belongs to.
 *
 * @param name such as {@code appointment_booked}
 * @param value how much of it, in the name's own unit; 1 where it only happened
 * @param source who said so: a user's id, or the type of the event
 * @param answerer who gave the conversation's last answer before it
 */
public record Outcome(
        UUID id,
        UUID conversationId,
        String name,
        BigDecimal value,
        String source,
        Answerer answerer,
        Instant occurredAt) {}
