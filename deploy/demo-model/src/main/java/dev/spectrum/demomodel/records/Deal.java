package dev.spectrum.demomodel.records;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity in the sales pipeline.
 *
 * @param probability from 0 to 1
 * @param contact who it is with, as far as the deal itself says
 */
public record Deal(
        @Nullable String id,
        @Nullable String name,
        @Nullable String stage,
        @Nullable String status,
        @Nullable BigDecimal value,
        String currency,
        @Nullable Double probability,
        @Nullable LocalDate closes,
        @Nullable String nextStep,
        @Nullable Person contact) {

    private static final List<String> ENDED =
            List.of("won", "lost", "closed", "cancelled", "canceled", "abandoned", "disqualified");

    public String label() {
        return Optional.ofNullable(name).orElse("an unnamed deal");
    }

    public boolean isOpen() {
        return !isIn(ENDED);
    }

    /** Whether the stage or the status is one of these words, as in "closed_won". */
    public boolean isIn(List<String> words) {
        String both = (stage == null ? "" : stage) + " " + (status == null ? "" : status);
        List<String> own = List.of(both.toLowerCase(Locale.ROOT).split("[^a-z]+"));
        return words.stream().anyMatch(own::contains);
    }
}
