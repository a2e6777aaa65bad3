package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.retries.domain.Retries;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TouchTest {

    private static final Note WHY = new Note("code", "why");

    private final Touch planned = new Facts().touch;
    private final Touch sending = planned.sending(Facts.message(), Facts.NOW, Facts.NOW.plusSeconds(120));

    @Test
    void anAttemptOfWhichNothingMoreIsHeardMayHaveBeenDelivered() {
        assertThat(sending.status()).isEqualTo(TouchStatus.SENDING);
        assertThat(sending.attempts().maybeDelivered()).isTrue();
        assertThat(sending.attempts().countedAt()).contains(Facts.NOW);
        assertThat(sending.notDelivered().attempts().countedAt()).isEmpty();
        assertThat(planned.attempts().maybeDelivered()).isFalse();
    }

    @Test
    void aRefusalSkipsATouchOnlyWhereItIsKnownThatNothingLeft() {
        Refusal refusal = new Refusal.ForGood("suppressed", "why");
        assertThat(planned.refused(refusal).status()).isEqualTo(TouchStatus.SKIPPED);
        assertThat(sending.refused(refusal).status()).isEqualTo(TouchStatus.UNKNOWN);
        assertThat(sending.notDelivered().refused(refusal).status()).isEqualTo(TouchStatus.SKIPPED);
    }

    @Test
    void aFailureIsOneOnlyWhereItIsKnownThatNothingLeft() {
        assertThat(sending.failed(WHY).status()).isEqualTo(TouchStatus.UNKNOWN);
        assertThat(sending.notDelivered().failed(WHY).status()).isEqualTo(TouchStatus.FAILED);
    }

    @Test
    void anEarlierDoubtOutlivesALaterCertainty() {
        Touch second =
                sending.toBeTriedAgain(Facts.NOW, WHY).sending(Facts.message(), Facts.NOW, Facts.NOW.plusSeconds(120));
        assertThat(second.attempts().count()).isEqualTo(2);
        assertThat(second.notDelivered().attempts().maybeDelivered()).isTrue();
        assertThat(second.notDelivered().failed(WHY).status()).isEqualTo(TouchStatus.UNKNOWN);
    }

    @Test
    void aTouchThatIsPutOffWaitsUntilThenAndSaysWhy() {
        Touch waiting = planned.refused(new Refusal.Until("outside-window", "why", Facts.NOW.plusSeconds(60)));
        assertThat(waiting.status()).isEqualTo(TouchStatus.SCHEDULED);
        assertThat(waiting.claimableAt()).isEqualTo(Facts.NOW.plusSeconds(60));
        assertThat(waiting.note()).isEqualTo(new Note("outside-window", "why"));
        assertThat(planned.refused(new Refusal.UntilResumed("campaign-not-running", "why"))
                        .status())
                .isEqualTo(TouchStatus.HELD);
    }

    @Test
    void oneThatMayHaveLeftIsAskedAboutBeforeItWaits() {
        assertThat(sending.refused(new Refusal.Until("outside-window", "later", Facts.NOW.plusSeconds(100_000)))
                        .status())
                .isEqualTo(TouchStatus.UNKNOWN);
    }

    @Test
    void aTouchWithoutRoomKeepsItsPlaceInTheQueue() {
        Touch waiting = planned.refused(new Refusal.UntilRoom("limit-reached", "why", Facts.NOW.plusSeconds(60)));
        assertThat(waiting.status()).isEqualTo(TouchStatus.SCHEDULED);
        assertThat(waiting.claimableAt()).isEqualTo(planned.claimableAt());
    }

    @Test
    void aTextThatNobodyApprovedWaitsOutsideOfTheQueue() {
        assertThat(planned.refused(new Refusal.UntilApproved("text-not-approved", "why"))
                        .status())
                .isEqualTo(TouchStatus.AWAITING_APPROVAL);
    }

    @Test
    void aClockThatIsSlowSendsNothingBeforeItsAttemptBegan() {
        assertThat(sending.sent(Facts.NOW.minusSeconds(2)).sentAt()).contains(Facts.NOW);
        assertThat(sending.sent(Facts.NOW.plusSeconds(2)).sentAt()).contains(Facts.NOW.plusSeconds(2));
    }

    @Test
    void anAttemptThatReachedNobodyWasNone() {
        assertThat(sending.reachedNobody().attempts()).isEqualTo(Attempts.NONE);
        Touch second = sending.toBeTriedAgain(Facts.NOW, WHY)
                .sending(Facts.message(), Facts.NOW.plusSeconds(9), Facts.NOW.plusSeconds(120))
                .reachedNobody();
        assertThat(second.attempts().count()).isEqualTo(1);
        assertThat(second.attempts().maybeDelivered()).isTrue();
        assertThat(second.attempts().firstAt()).contains(Facts.NOW);
    }

    @Test
    void aTextThatNoAgentHasWrittenYetWaitsOutsideOfTheQueueToo() {
        Touch waiting = planned.refused(new Refusal.UntilWritten("text-not-written", "why"));
        assertThat(waiting.status()).isEqualTo(TouchStatus.AWAITING_TEXT);
        Touch later = waiting.toBeWritten(Facts.NOW.plusSeconds(60), "the model is down");
        assertThat(later.status()).isEqualTo(TouchStatus.AWAITING_TEXT);
        assertThat(later.note()).isEqualTo(new Note("text-not-written", "the model is down"));
        assertThat(later.claimableAt()).isEqualTo(Facts.NOW.plusSeconds(60));
        assertThat(later.written(Facts.NOW).status()).isEqualTo(TouchStatus.SCHEDULED);
    }

    @Test
    void anUnknownOneThatTheGatewayKnowsNotToHaveLeftMayLeaveAgain() {
        Touch unknown = sending.unknown(WHY, Facts.NOW);
        assertThat(unknown.foundUnsent(WHY, Facts.NOW).status()).isEqualTo(TouchStatus.SCHEDULED);
        assertThat(unknown.foundUnsent(WHY, Facts.NOW).attempts().maybeDelivered())
                .isFalse();
        assertThat(unknown.foundUnsent(WHY).status()).isEqualTo(TouchStatus.FAILED);
    }

    @Test
    void pausesGrowAreNeverAllTheSameAndEnd() {
        Retries retries = new Retries(5, Duration.ofSeconds(2), Duration.ofMinutes(1));
        assertThat(retries.pause(1, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(retries.pause(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retries.pause(3, 1)).isEqualTo(Duration.ofSeconds(8));
        assertThat(retries.pause(60, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(retries.areUsedUp(4)).isFalse();
        assertThat(retries.areUsedUp(5)).isTrue();
    }
}
