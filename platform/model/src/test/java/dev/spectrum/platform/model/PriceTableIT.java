package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
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
        assertThat(prices.cost("test-dear-2026", 100, 10)).isEqualTo(600);
    }

    @Test
    void aPriceHoldsFromItsDayOnUntilTheNext() {
        assertThat(prices.cost("test-dear", 100, 10, LocalDate.parse("2026-05-31")))
                .isEqualTo(1200);
        assertThat(prices.cost("test-dear", 100, 10, LocalDate.parse("2026-06-01")))
                .isEqualTo(600);
    }

    @Test
    void anUnknownModelCostsTheWorstPriceAndSaysSo() {
        assertThat(prices.cost("who-knows", 1_000_000, 0)).isEqualTo(15_000_000);
        assertThat(prices.knows("who-knows")).isFalse();
        assertThat(prices.knows("test-small")).isTrue();
    }

    @Test
    void aModelWhosePriceDoesNotHoldYetIsUnknown() {
        assertThat(prices.knows("test-later")).isFalse();
        assertThat(prices.cost("test-later", 1_000_000, 0)).isEqualTo(15_000_000);
    }

    @Test
    void theEstimateIsMoreThanAnyTokenizerMakesOfIt() {
        assertThat(estimate("x".repeat(300))).isEqualTo(300 + 16 + 200);
        // Three bytes each in UTF-8, and more than one token each in some tokenizers.
        assertThat(estimate("漢".repeat(100))).isEqualTo(300 + 16 + 200);
    }

    private long estimate(String text) {
        return prices.estimate(
                new ModelCall(UUID.randomUUID(), 0, "test-x", 0, 100, List.of(new ModelMessage.User(text)), List.of()),
                "test-x");
    }
}
