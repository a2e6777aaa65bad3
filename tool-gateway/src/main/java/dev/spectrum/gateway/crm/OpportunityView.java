package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.crm.ContactView.known;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.ContactStatus;
import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.crm.domain.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An opportunity as tools give it, with what it takes to call its contact. What is not known is null. */
record OpportunityView(
        UUID id,
        String name,
        Stage stage,
        BigDecimal valueUsd,
        int probability,
        @Nullable LocalDate expectedCloseAt,
        @Nullable String nextStep,
        UUID contactId,
        String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone,
        ContactStatus contactStatus,
        @Nullable String company,
        @Nullable Instant lastContactedAt) {

    /** What the tools for one opportunity give. */
    record One(OpportunityView opportunity) {}

    static OpportunityView of(Opportunity opportunity) {
        Contact contact = opportunity.contact();
        return new OpportunityView(
                opportunity.id(),
                opportunity.name(),
                opportunity.stage(),
                opportunity.valueUsd(),
                opportunity.probability(),
                opportunity.expectedCloseAt().orElse(null),
                known(opportunity.nextStep()),
                contact.id(),
                contact.name(),
                known(contact.email()),
                known(contact.phone()),
                contact.status(),
                known(contact.company()),
                contact.lastContactedAt().orElse(null));
    }
}
