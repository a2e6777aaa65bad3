package dev.spectrum.agent.tenants.db;

import dev.spectrum.agent.tenants.SlugClaim;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    public Uni<Optional<Tenant>> hold() {
        return findAll()
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<TenantRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(TenantRow::toTenant));
    }

    @Override
    public Uni<SlugClaim> claim(String slug) {
        return call("claim_slug", slug).map(PanacheTenants::claim);
    }

    private static SlugClaim claim(@Nullable Integer secondsToWait) {
        if (secondsToWait == null) {
            return new SlugClaim.Taken();
        }
        return secondsToWait == 0 ? new SlugClaim.Claimed() : new SlugClaim.BeingMade(secondsToWait);
    }

    @Override
    public Uni<Void> release(String slug) {
        return call("release_slug", slug).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> add(Tenant tenant) {
        return call("keep_slug", tenant.slug())
                .chain(kept -> kept != null && kept == 1
                        ? find().map(Optional::isEmpty)
                        : Uni.createFrom().item(false))
                .chain(free -> free
                        ? persistAndFlush(TenantRow.of(tenant)).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private static Uni<@Nullable Integer> call(String function, String slug) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select " + function + "(?1)", Integer.class)
                        .setParameter(1, slug)
                        .getSingleResult());
    }

    @Override
    public Uni<Tenant> change(Tenant tenant) {
        return findById(tenant.id())
                .invoke(row -> row.put(tenant))
                .call(this::flush)
                .map(TenantRow::toTenant);
    }
}
