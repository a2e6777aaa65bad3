package dev.spectrum.gateway.crm.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A deal with a contact.
 *
 * @param probability that it is won, in percent
 * @param nextStep blank where none is known
 */
public record Opportunity(
        UUID id,
        Contact contact,
        String name,
        Stage stage,
        BigDecimal valueUsd,
        int probability,
        Optional<LocalDate> expectedCloseAt,
        String nextStep) {

    /** What it is worth on average, to the cent. */
    public BigDecimal expectedValueUsd() {
        return valueUsd.multiply(BigDecimal.valueOf(probability))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_UP);
    }
}
