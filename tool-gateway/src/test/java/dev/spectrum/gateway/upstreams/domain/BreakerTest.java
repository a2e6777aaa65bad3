package dev.spectrum.gateway.upstreams.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.upstreams.domain.Breaker.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private long millis = 1_000_000;
    private final Breaker breaker = new Breaker(2, 3, Duration.ofSeconds(10), () -> Instant.ofEpochMilli(millis));

    @Test
    void letsNoMoreThroughAtOnceThanItMay() {
        assertThat(breaker.enter()).isEmpty();
        assertThat(breaker.enter()).isEmpty();
        assertThat(breaker.enter()).contains(Refusal.BUSY);
        breaker.abandoned();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void breaksAfterFailuresInARowAndTriesOneAfterAWhile() {
        fail(3);
        assertThat(breaker.enter()).contains(Refusal.BROKEN);
        millis += 10_000;
        assertThat(breaker.enter()).isEmpty();
        assertThat(breaker.enter()).as("one at a time").contains(Refusal.BROKEN);
        breaker.answered();
        assertThat(breaker.enter()).isEmpty();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void staysBrokenWhereTheTryFails() {
        fail(3);
        millis += 10_000;
        fail(1);
        assertThat(breaker.enter()).contains(Refusal.BROKEN);
        millis += 10_000;
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void aTryThatNobodyWaitedForIsTriedAgain() {
        fail(3);
        millis += 10_000;
        assertThat(breaker.enter()).isEmpty();
        breaker.abandoned();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void anAnswerBetweenFailuresBeginsTheCountAnew() {
        fail(2);
        breaker.enter();
        breaker.answered();
        fail(2);
        assertThat(breaker.enter()).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.enter()).isEmpty();
            breaker.failed();
        }
    }
}
