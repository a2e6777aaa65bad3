package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PriceTableIT {

    @Inject
    PriceTable prices;

    @Test
    void theLongestBeginningOfANameDecides() {
        assertThat(prices.cost("test-small", 100, 10)).isEqualTo(120);
        assertThat(prices.cost("test-dear-2026", 100, 10)).isEqualTo(1200);
    }

    @Test
    void anUnknownModelIsDearRatherThanFree() {
        assertThat(prices.cost("who-knows", 1_000_000, 0)).isEqualTo(15_000_000);
    }

    @Test
    void theEstimateBoundsAnAnswerOfFullLength() {
        ModelCall call = new ModelCall(
                UUID.randomUUID(), 0, "test-x", 0, 100, List.of(new ModelMessage.User("x".repeat(300))), List.of());
        assertThat(prices.estimate(call, "test-x")).isEqualTo(101 + 200);
    }
}
