package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.Tenant;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The tenant that the current transaction is for. */
public interface Tenants {

    /** Empty while nobody has set this tenant up. */
    Uni<Optional<Tenant>> find();

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<Optional<Tenant>> hold();

    /** Claims the slug until the tenant is added, or for a minute. */
    Uni<SlugClaim> claim(String slug);

    /** Gives up what was claimed. */
    Uni<Void> release(String slug);

    /** Adds a tenant whose slug it has claimed. False if the claim was lost to another request, or the id is taken. */
    Uni<Boolean> add(Tenant tenant);

    /** Gives the tenant with its new version. */
    Uni<Tenant> change(Tenant tenant);
}
