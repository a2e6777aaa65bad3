package dev.spectrum.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void aWordOfAMillionLettersIsCountedInNoTime() {
        int tokens =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Tokens.of("x".repeat(1_000_000)));

        assertThat(tokens).isBetween(50_000, 1_000_000);
    }

    @Test
    void aTextHasAsManyTokensAsItHasSliceBySlice() {
        String sentence = "A lead from Northwind called. ";

        assertThat(Tokens.of(sentence.repeat(1000))).isCloseTo(1000 * Tokens.of(sentence), withinPercentage(20));
    }
}
