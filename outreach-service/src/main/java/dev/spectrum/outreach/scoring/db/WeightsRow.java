package dev.spectrum.outreach.scoring.db;

import dev.spectrum.outreach.scoring.ScoreSettings;
import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "score_weights")
class WeightsRow {

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "data_quality")
    int dataQuality;

    int authority;

    @Column(name = "company_fit")
    int companyFit;

    int timing;
    int risk;
    long version;

    ScoreSettings.Weights toWeights() {
        return new ScoreSettings.Weights(new ScoreWeights(dataQuality, authority, companyFit, timing, risk), version);
    }
}
