package dev.spectrum.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownIdentitiesTest {

    private static final String DANA = "token of dana";

    private Instant now = Instant.parse("2026-01-31T09:00:00Z");
    private final KnownIdentities<String> known = new KnownIdentities<>(() -> now);

    @Test
    void knowsWhomATokenProved() {
        known.keep(DANA, "dana", now.plusSeconds(900));
        assertThat(known.find(DANA)).contains("dana");
        assertThat(known.find("token of dane")).isEmpty();
    }

    @Test
    void forgetsWithTheToken() {
        known.keep(DANA, "dana", now.plusSeconds(10));
        now = now.plusSeconds(9);
        assertThat(known.find(DANA)).contains("dana");
        now = now.plusSeconds(1);
        assertThat(known.find(DANA)).isEmpty();
    }

    @Test
    void asksAgainAfterAMinute() {
        known.keep(DANA, "dana", now.plusSeconds(900));
        now = now.plus(Duration.ofMinutes(1));
        assertThat(known.find(DANA)).isEmpty();
    }
}
