package dev.spectrum.demomodel.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentTimeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T23:30:00Z"), ZoneOffset.UTC);

    @Test
    void isTheClocksInUtcWhereThePromptSaysNothing() {
        assertThat(CurrentTime.of("You are a Sales agent, founded on 2015-03-01.", CLOCK))
                .isEqualTo(ZonedDateTime.parse("2026-11-20T23:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Current date: 2026-12-24",
                "Founded 2015-03-01.\nToday is Thursday, December 24, 2026.",
                "today's date is 24 December 2026",
                "current_date: 2026-12-24T10:00:00Z",
            })
    void isOfTheDateThatThePromptNames(String instructions) {
        assertThat(CurrentTime.of(instructions, CLOCK).toLocalDate()).isEqualTo(LocalDate.of(2026, 12, 24));
    }

    @Test
    void isInTheTimeZoneThatThePromptNames() {
        assertThat(CurrentTime.of("Times are in Europe/Berlin, not in Europe/Nowhere.", CLOCK))
                .isEqualTo(ZonedDateTime.parse("2026-11-21T00:30:00+01:00[Europe/Berlin]"));
    }
}
