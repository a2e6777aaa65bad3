package dev.spectrum.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.identity.KnownIdentities.Proof;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownIdentitiesTest {

    private static final Proof DANA = new Proof("token of dana", "");

    private Instant now = Instant.parse("2026-01-31T09:00:00Z");
    private final KnownIdentities<String> known = new KnownIdentities<>(() -> now);

    @Test
    void knowsWhomATokenProvedForTheTenantThatWasNamed() {
        known.keep(DANA, "dana", now.plusSeconds(900));
        assertThat(known.find(DANA)).contains("dana");
        assertThat(known.find(new Proof("token of dana", "globex"))).isEmpty();
        assertThat(known.find(new Proof("token of dane", ""))).isEmpty();
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
