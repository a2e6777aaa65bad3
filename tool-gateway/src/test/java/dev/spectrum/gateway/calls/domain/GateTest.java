package dev.spectrum.gateway.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private long now = Long.MAX_VALUE - 5;
    private final Gate gate = new Gate(2, PAUSE);

    @Test
    void letsSoManyThroughAtOnce() {
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Full.class);
        gate.leaveUndecided();
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
    }

    @Test
    void shutsWhenNobodyAnswersSeveralTimesInARow() {
        failFiveTimes();
        assertThat(gate.enter(now)).isEqualTo(new Gate.Answer.Shut(PAUSE));
        now += PAUSE.toNanos() - 1;
        assertThat(gate.enter(now)).isEqualTo(new Gate.Answer.Shut(Duration.ofNanos(1)));
    }

    @Test
    void staysOpenWhenSomebodyAnswersInBetween() {
        for (int i = 0; i < 20; i++) {
            gate.enter(now);
            if (i % 4 == 3) {
                gate.leaveAnswered();
            } else {
                gate.leaveUnanswered(now);
            }
        }
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
    }

    @Test
    void letsOneFindOutWhetherThereIsAnAnswerAgain() {
        failFiveTimes();
        now += PAUSE.toNanos();
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Shut.class);
        gate.leaveUnanswered(now);
        assertThat(gate.enter(now)).isEqualTo(new Gate.Answer.Shut(PAUSE));

        now += PAUSE.toNanos();
        gate.enter(now);
        gate.leaveAnswered();
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
        assertThat(gate.enter(now)).isInstanceOf(Gate.Answer.Open.class);
    }

    @Test
    void knowsWhenThereIsNothingToRemember() {
        assertThat(gate.isIdle()).isTrue();
        gate.enter(now);
        assertThat(gate.isIdle()).isFalse();
        gate.leaveUnanswered(now);
        assertThat(gate.isIdle()).isFalse();
    }

    private void failFiveTimes() {
        for (int i = 0; i < 5; i++) {
            gate.enter(now);
            gate.leaveUnanswered(now);
        }
    }
}
