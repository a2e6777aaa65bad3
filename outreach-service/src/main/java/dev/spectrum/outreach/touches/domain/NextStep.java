package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What follows a touch in its lead's sequence.
 *
 * @param index of the step, from 0
 * @param dueAt so long after the touch ended as the step says
 */
public record NextStep(int index, SequenceStep step, Instant dueAt) {

    /** Refusals that end the lead's sequence; the others end one touch of it. */
    private static final Set<String> LEAVES = Set.of("lead-gone", "lead-closed", "sequence-ended");

    /** Whether anything follows a touch, if its sequence is longer. */
    public static boolean goesOnAfter(Touch touch) {
        return switch (touch.status()) {
            case SENT, FAILED -> true;
            case SKIPPED -> !LEAVES.contains(touch.note().code());
            case SCHEDULED, AWAITING_TEXT, HELD, AWAITING_APPROVAL, SENDING, UNKNOWN -> false;
        };
    }

    /**
     * Empty where the sequence is over, where the lead left it, and as long as it is not known what became of the touch.
     *
     * @param ended a touch, sent or given up
     */
    public static Optional<NextStep> after(Touch ended, List<SequenceStep> sequence, Instant now) {
        int next = ended.plan().step() + 1;
        if (!goesOnAfter(ended) || next >= sequence.size()) {
            return Optional.empty();
        }
        SequenceStep step = sequence.get(next);
        Instant from = ended.sentAt().orElse(now);
        return Optional.of(new NextStep(next, step, from.plus(Duration.ofHours(step.hoursAfterTheStepBefore()))));
    }
}
