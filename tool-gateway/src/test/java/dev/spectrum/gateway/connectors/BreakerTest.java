package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.connectors.Breaker.Admission;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker(nanos::get);

    @Test
    void staysClosedWhileMostAnswersCome() {
        for (int i = 0; i < 100; i++) {
            breaker.failed(breaker.admit());
            breaker.succeeded(breaker.admit());
            breaker.succeeded(breaker.admit());
        }
        assertThat(breaker.admit()).isEqualTo(Admission.GO);
    }

    @Test
    void opensWhenHalfOfTheLastOnesFail() {
        fail(9);
        assertThat(breaker.admit()).isEqualTo(Admission.GO);
        fail(1);
        assertThat(breaker.admit()).isEqualTo(Admission.STAY);
    }

    @Test
    void oneRequestFindsOutForAll() {
        fail(10);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
        assertThat(breaker.admit()).isEqualTo(Admission.STAY);
        breaker.failed(Admission.PROBE);
        assertThat(breaker.admit()).isEqualTo(Admission.STAY);

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        breaker.succeeded(breaker.admit());
        assertThat(breaker.admit()).isEqualTo(Admission.GO);
        fail(9);
        assertThat(breaker.admit()).as("it starts afresh").isEqualTo(Admission.GO);
    }

    @Test
    void aRequestThatHangsUpLeavesThePlaceToTheNext() {
        fail(10);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        breaker.abandoned(breaker.admit());
        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.admit());
        }
    }
}
