package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.Rescorings;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "rescoring")
class RescoringRow {

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    UUID through;
    int rescored;
    int changed;

    @Column(name = "wanted_at")
    Instant wantedAt;

    @Nullable
    @Column(name = "done_at")
    Instant doneAt;

    Rescorings.Rescoring toRescoring() {
        return new Rescorings.Rescoring(through, rescored, changed, wantedAt, doneAt);
    }
}
