package dev.spectrum.gateway.reach.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spectrum.gateway.reach.domain.Breaker.LeftAlone;
import dev.spectrum.gateway.reach.domain.Breaker.Pass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** Clocks of this kind may begin anywhere, and run over. */
    private long now = Long.MAX_VALUE - 5;

    private final Breaker breaker = new Breaker(3, PAUSE, () -> now);

    @Test
    void leavesAPlaceAloneAfterSeveralFailuresInARow() {
        failTimes(3);
        assertThat(breaker.enter()).isEqualTo(new LeftAlone(PAUSE));
        now += PAUSE.toNanos() - 1;
        assertThat(breaker.enter()).isEqualTo(new LeftAlone(Duration.ofNanos(1)));
    }

    @Test
    void anAnswerBetweenFailuresBeginsTheCountAnew() {
        for (int i = 0; i < 20; i++) {
            failTimes(2);
            pass().answered();
        }
        failTimes(2);
        assertThat(breaker.enter()).isInstanceOf(Pass.class);
    }

    @Test
    void oneFindsOutForAll() {
        failTimes(3);
        now += PAUSE.toNanos();
        Pass findsOut = pass();
        assertThat(breaker.enter()).isEqualTo(new LeftAlone(PAUSE));
        findsOut.answered();
        pass();
        failTimes(2);
        assertThat(breaker.enter()).as("it starts afresh").isInstanceOf(Pass.class);
    }

    @Test
    void thePlaceIsLeftAloneAgainWhereThatOneFails() {
        failTimes(3);
        now += PAUSE.toNanos();
        Pass findsOut = pass();
        now += PAUSE.toNanos() - 7;
        findsOut.unanswered();
        assertThat(breaker.enter()).isEqualTo(new LeftAlone(PAUSE));
    }

    @Test
    void oneThatIsGivenUpLeavesItToTheNext() {
        failTimes(3);
        now += PAUSE.toNanos();
        pass().undecided();
        pass();
        assertThat(breaker.enter()).isInstanceOf(LeftAlone.class);
    }

    @Test
    void oneThatNeverEndsHoldsUpNobodyForLong() {
        failTimes(3);
        now += PAUSE.toNanos();
        pass();
        now += PAUSE.toNanos();
        assertThat(breaker.enter()).isInstanceOf(Pass.class);
    }

    @Test
    void whoWentThereBeforeMakesThePauseNoLonger() {
        Pass slow = pass();
        Pass givenUp = pass();
        failTimes(3);
        now += PAUSE.toNanos() - 1;
        slow.unanswered();
        givenUp.undecided();
        assertThat(breaker.enter()).isEqualTo(new LeftAlone(Duration.ofNanos(1)));
    }

    @Test
    void knowsWhenThereIsNothingToRemember() {
        assertThat(breaker.isIdle()).isTrue();
        failTimes(1);
        assertThat(breaker.isIdle()).isFalse();
        pass().answered();
        assertThat(breaker.isIdle()).isTrue();
    }

    private Pass pass() {
        return breaker.enter() instanceof Pass pass ? pass : fail("It is left alone");
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            pass().unanswered();
        }
    }
}
