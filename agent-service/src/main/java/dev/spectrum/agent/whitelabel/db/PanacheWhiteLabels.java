package dev.spectrum.agent.whitelabel.db;

import dev.spectrum.agent.whitelabel.WhiteLabels;
import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheWhiteLabels implements WhiteLabels, PanacheRepositoryBase<WhiteLabelRow, UUID> {

    @Override
    public Uni<WhiteLabel> find() {
        // Row-level security leaves the transaction's own tenant.
        return findAll()
                .<WhiteLabelRow>firstResult()
                .map(row -> Optional.ofNullable(row)
                        .map(WhiteLabelRow::toWhiteLabel)
                        .orElse(WhiteLabel.NONE));
    }

    @Override
    public Uni<WhiteLabel> hold(UUID tenantId) {
        return create(tenantId)
                .chain(() -> findById(tenantId, LockModeType.PESSIMISTIC_WRITE))
                .map(WhiteLabelRow::toWhiteLabel);
    }

    /** Only a row can be held. */
    private static Uni<Integer> create(UUID tenantId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into white_label (tenant_id, brand_name, product_name, support_email, logo_url,"
                                        + " color, version, updated_at) values (?1, '', '', '', '', '', 0, now())"
                                        + " on conflict do nothing")
                        .setParameter(1, tenantId)
                        .executeUpdate());
    }

    @Override
    public Uni<WhiteLabel> put(UUID tenantId, WhiteLabel whiteLabel) {
        return findById(tenantId)
                .invoke(row -> row.put(whiteLabel))
                .call(this::flush)
                .map(WhiteLabelRow::toWhiteLabel);
    }
}
