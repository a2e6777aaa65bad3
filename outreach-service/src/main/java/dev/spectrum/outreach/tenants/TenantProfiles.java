package dev.spectrum.outreach.tenants;

import dev.spectrum.outreach.tenants.domain.TenantProfile;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What is known of the tenant that the current transaction is for. */
public interface TenantProfiles {

    /** Empty while nothing was told of this tenant. */
    Uni<Optional<TenantProfile>> find();

    /** Keeps the profile unless a newer version of it is known. */
    Uni<Void> keep(TenantProfile profile);
}
