package dev.spectrum.gateway.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spectrum.gateway.calls.domain.Gate.Full;
import dev.spectrum.gateway.calls.domain.Gate.Shut;
import dev.spectrum.gateway.calls.domain.Gate.Visit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private long now = 1;
    private final Gate gate = new Gate(2, PAUSE, () -> now);

    @Test
    void letsSoManyThroughAtOnce() {
        enter();
        Visit second = enter();
        assertThat(gate.enter()).isEqualTo(new Full());
        second.leaveUndecided();
        enter();
        assertThat(gate.enter()).isEqualTo(new Full());
    }

    @Test
    void isShutForAWhileWhereNobodyAnswersSeveralTimesInARow() {
        for (int i = 0; i < 5; i++) {
            enter().leaveUnanswered();
        }
        assertThat(gate.enter()).isEqualTo(new Shut(PAUSE));
        now += PAUSE.toNanos();
        enter().leaveAnswered();
        enter();
        enter();
    }

    @Test
    void knowsWhenThereIsNothingToRemember() {
        assertThat(gate.isIdle()).isTrue();
        Visit visit = enter();
        assertThat(gate.isIdle()).isFalse();
        visit.leaveUnanswered();
        assertThat(gate.isIdle()).isFalse();
        enter().leaveAnswered();
        assertThat(gate.isIdle()).isTrue();
    }

    private Visit enter() {
        return gate.enter() instanceof Visit visit ? visit : fail("It is not open");
    }
}
