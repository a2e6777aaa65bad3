package dev.spectrum.gateway.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private long now = -17;
    private final Pace pace = new Pace(4, now);

    @Test
    void letsAsManyThroughAtOnceAsInASecond() {
        assertThat(taken(10)).isEqualTo(4);
        assertThat(pace.take(now)).isEqualTo(SECOND / 4);
    }

    @Test
    void letsThemThroughEvenlyAfterwards() {
        taken(10);
        now += SECOND / 4;
        assertThat(taken(10)).isEqualTo(1);
        now += SECOND / 2;
        assertThat(taken(10)).isEqualTo(2);
        now += 100 * SECOND;
        assertThat(taken(10)).isEqualTo(4);
    }

    @Test
    void whoWaitsAsLongAsToldIsLetThrough() {
        taken(4);
        now += pace.take(now);
        assertThat(pace.take(now)).isZero();
    }

    @Test
    void knowsWhenThereIsNothingToRemember() {
        assertThat(pace.isIdle(now)).isTrue();
        pace.take(now);
        assertThat(pace.isIdle(now)).isFalse();
        assertThat(pace.isIdle(now + SECOND)).isTrue();
    }

    @Test
    void lessThanOneASecondIsPossible() {
        Pace slow = new Pace(0.5, now);
        assertThat(slow.take(now)).isZero();
        assertThat(slow.take(now)).isEqualTo(2 * SECOND);
    }

    private int taken(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += pace.take(now) == 0 ? 1 : 0;
        }
        return taken;
    }
}
