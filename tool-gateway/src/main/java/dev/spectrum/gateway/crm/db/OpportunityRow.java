package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.crm.domain.SearchText;
import dev.spectrum.gateway.crm.domain.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "opportunity")
class OpportunityRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "contact_id")
    UUID contactId;

    String name;
    String stage;

    @Column(name = "value_usd")
    BigDecimal valueUsd;

    int probability;

    /** The database computes it. */
    @Column(name = "expected_value_usd", insertable = false, updatable = false)
    BigDecimal expectedValueUsd;

    @Nullable
    @Column(name = "expected_close_at")
    LocalDate expectedCloseAt;

    @Column(name = "next_step")
    String nextStep;

    @Column(name = "search_text")
    String searchText;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    static OpportunityRow of(UUID tenantId, Opportunity opportunity) {
        OpportunityRow row = new OpportunityRow();
        row.id = opportunity.id();
        row.tenantId = tenantId;
        row.contactId = opportunity.contact().id();
        row.put(opportunity);
        return row;
    }

    /** All but the contact, which stays. */
    void put(Opportunity opportunity) {
        name = opportunity.name();
        stage = opportunity.stage().name().toLowerCase(Locale.ROOT);
        valueUsd = opportunity.valueUsd();
        probability = opportunity.probability();
        expectedCloseAt = opportunity.expectedCloseAt().orElse(null);
        nextStep = opportunity.nextStep();
        searchText = SearchText.of(name, nextStep);
    }

    Opportunity toOpportunity(Contact contact) {
        return new Opportunity(
                id,
                contact,
                name,
                Stage.valueOf(stage.toUpperCase(Locale.ROOT)),
                valueUsd,
                probability,
                Optional.ofNullable(expectedCloseAt),
                nextStep);
    }
}
