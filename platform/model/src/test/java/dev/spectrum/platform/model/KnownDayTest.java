package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownDayTest {

    private static final long LIMIT = 100;
    private static final double SHARE = 0.05;

    private final KnownDay day = new KnownDay();

    @Test
    void withoutRedisAProcessLetsOnlyItsShareThrough() {
        int granted = 0;
        while (granted()) {
            granted++;
        }
        assertThat(granted).isEqualTo(5);
        day.settledHere(1, 0);
        assertThat(granted()).isTrue();
    }

    @Test
    void withoutRedisNothingIsLetThroughThatWasUsedUpBefore() {
        answered("granted", 98);
        assertThat(granted()).isTrue();
        assertThat(granted()).isTrue();
        assertThat(granted()).isFalse();
        assertThat(day.hasRoomFor(1, LIMIT)).isFalse();
    }

    @Test
    void whatRedisWasAskedForCountsAsUsedUntilItAnswers() {
        for (int i = 0; i < 98; i++) {
            day.ask(1);
        }
        assertThat(granted()).isTrue();
        assertThat(granted()).isTrue();
        assertThat(granted()).isFalse();
        assertThat(day.hasRoomFor(1, LIMIT)).as("only the answers are missing").isTrue();
    }

    @Test
    void whatIsSettledIsNotToldToAnotherAccount() {
        Budget.Reservation first = answered("granted", 10);
        answered("granted", 20);
        assertThat(day.end(first)).contains("account");
        assertThat(day.end(first)).as("settled once").isEmpty();
        assertThat(day.tellIfLost("account").orElseThrow().open())
                .as("Redis may not have heard")
                .hasSize(2);
        day.heardEnd(first);
        assertThat(day.tellIfLost("account").orElseThrow().open()).hasSize(1);
        assertThat(day.tellIfLost("another")).isEmpty();
    }

    private boolean granted() {
        day.ask(1);
        return day.grants(1, LIMIT, SHARE);
    }

    private Budget.Reservation answered(String verdict, long used) {
        Budget.Reservation wanted = new Budget.Reservation(
                UUID.randomUUID(),
                LocalDate.now(ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                10,
                Instant.now(),
                true);
        day.ask(10);
        day.answered(wanted, new Budget.Answer(verdict, "account", 0, used, 0));
        return wanted;
    }
}
