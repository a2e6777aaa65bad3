package dev.spectrum.agent.tenants.db;

import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheTenants implements Tenants, PanacheRepositoryBase<TenantRow, UUID> {

    @Override
    public Uni<Optional<Tenant>> find() {
        // Row-level security leaves the transaction's own tenant.
        return findAll()
                .<TenantRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(TenantRow::toTenant));
    }

    @Override
    public Uni<Boolean> add(Tenant tenant) {
        return claimSlug(tenant.slug())
                .chain(claimed -> claimed
                        ? find().map(Optional::isEmpty)
                        : Uni.createFrom().item(false))
                .chain(free -> free
                        ? persistAndFlush(TenantRow.of(tenant)).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private static Uni<Boolean> claimSlug(String slug) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into tenant_slug (slug) values (?1) on conflict do nothing")
                        .setParameter(1, slug)
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    @Override
    public Uni<Tenant> changeCompany(Tenant tenant, CompanyProfile company) {
        return findById(tenant.id())
                .invoke(row -> row.put(company))
                .call(this::flush)
                .map(TenantRow::toTenant);
    }
}
