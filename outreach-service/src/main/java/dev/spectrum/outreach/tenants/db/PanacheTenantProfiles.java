package dev.spectrum.outreach.tenants.db;

import dev.spectrum.outreach.tenants.TenantProfiles;
import dev.spectrum.outreach.tenants.domain.TenantProfile;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheTenantProfiles implements TenantProfiles, PanacheRepositoryBase<TenantProfileRow, UUID> {

    @Override
    public Uni<Optional<TenantProfile>> find() {
        // Row-level security leaves the transaction's own tenant.
        return row().map(row -> Optional.ofNullable(row).map(TenantProfileRow::toProfile));
    }

    @Override
    public Uni<Void> keep(TenantProfile profile) {
        return row().chain(row -> {
            if (row == null) {
                return persist(TenantProfileRow.of(profile)).replaceWithVoid();
            }
            if (profile.version() > row.version) {
                row.put(profile);
            }
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<TenantProfileRow> row() {
        return findAll().firstResult();
    }
}
