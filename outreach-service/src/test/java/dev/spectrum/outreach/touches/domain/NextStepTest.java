package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepTest {

    private static final Instant NOW = Facts.NOW;

    private static final List<SequenceStep> SEQUENCE = List.of(
            SequenceStep.email(0, "one", "1"),
            new SequenceStep(
                    StepChannel.EMAIL,
                    24,
                    "two",
                    "2",
                    new StepCondition(StepCondition.Event.NO_REPLY, 48),
                    List.of(),
                    null));

    private final Touch first = new Facts().touch;

    @Test
    void afterAMessageThatWasSentTheNextIsDueSoLongAfterIt() {
        Touch sent = first.sending(Facts.message(), NOW, NOW).sent(NOW);
        assertThat(NextStep.after(sent, SEQUENCE, NOW.plusSeconds(60)))
                .contains(new NextStep(1, SEQUENCE.get(1), NOW.plus(Duration.ofHours(48))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"condition-not-met", "channel-not-connected", "approval-expired", "rejected", "missing-field"})
    void whatIsSkippedKeepsNothingElseFromBeingSent(String code) {
        assertThat(NextStep.after(first.refused(new Refusal.ForGood(code, "")), SEQUENCE, NOW))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead-gone", "lead-closed", "sequence-ended"})
    void whoLeftTheSequenceGetsNothingMore(String code) {
        assertThat(NextStep.after(first.refused(new Refusal.ForGood(code, "")), SEQUENCE, NOW))
                .isEmpty();
    }

    @Test
    void aSequenceEnds() {
        Facts facts = new Facts();
        facts.second(StepChannel.EMAIL);
        Touch last = facts.touch.sending(Facts.message(), NOW, NOW).sent(NOW);
        assertThat(NextStep.after(last, SEQUENCE, NOW)).isEmpty();
    }

    @Test
    void nothingFollowsAsLongAsItIsNotKnownWhatBecameOfTheOneBefore() {
        Touch sending = first.sending(Facts.message(), NOW, NOW);
        assertThat(NextStep.after(sending, SEQUENCE, NOW)).isEmpty();
        assertThat(NextStep.after(sending.unknown(new Touch.Note("unknown-outcome", "")), SEQUENCE, NOW))
                .isEmpty();
    }
}
