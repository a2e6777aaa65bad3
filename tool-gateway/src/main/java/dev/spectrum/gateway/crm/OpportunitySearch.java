package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.ContactStatus;
import dev.spectrum.gateway.crm.domain.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which opportunities, in which order.
 *
 * @param words all of which must be found in the opportunity or its contact
 * @param contactStatus of the contact
 * @param openOnly neither won nor lost
 * @param after the one after which to start
 */
public record OpportunitySearch(
        List<String> words,
        Optional<Stage> stage,
        Optional<ContactStatus> contactStatus,
        boolean openOnly,
        Optional<LocalDate> closingBefore,
        Optional<BigDecimal> minValueUsd,
        Optional<UUID> contactId,
        Sort sort,
        Optional<Place> after,
        int limit) {

    /** By what they bring on average, the most first; or by closing date, the nearest first and those without one last. */
    public enum Sort {
        EXPECTED_VALUE,
        CLOSING_DATE
    }

    /** Where an opportunity stands in either order. */
    public record Place(BigDecimal expectedValueUsd, LocalDate expectedCloseAt, UUID id) {}
}
