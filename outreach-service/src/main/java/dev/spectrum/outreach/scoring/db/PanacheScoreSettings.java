package dev.spectrum.outreach.scoring.db;

import dev.spectrum.outreach.scoring.ScoreSettings;
import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class PanacheScoreSettings implements ScoreSettings, PanacheRepositoryBase<WeightsRow, UUID> {

    @Override
    public Uni<Weights> weights() {
        // Row-level security leaves the transaction's own tenant.
        return findAll()
                .<WeightsRow>firstResult()
                .map(row -> row == null ? new Weights(ScoreWeights.USUAL, 0) : row.toWeights());
    }

    @Override
    public Uni<Weights> choose(ScoreWeights weights) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into score_weights (tenant_id, data_quality, authority, company_fit, timing, risk)"
                                        + " values (current_tenant(), ?1, ?2, ?3, ?4, ?5) on conflict (tenant_id) do update set"
                                        + " data_quality = excluded.data_quality, authority = excluded.authority,"
                                        + " company_fit = excluded.company_fit, timing = excluded.timing,"
                                        + " risk = excluded.risk, version = score_weights.version + 1"
                                        + " returning version",
                                Long.class)
                        .setParameter(1, weights.dataQuality())
                        .setParameter(2, weights.authority())
                        .setParameter(3, weights.companyFit())
                        .setParameter(4, weights.timing())
                        .setParameter(5, weights.risk())
                        .getSingleResult())
                .map(version -> new Weights(weights, version));
    }
}
