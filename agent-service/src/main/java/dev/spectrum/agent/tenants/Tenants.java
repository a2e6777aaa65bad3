package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The tenant that the current transaction is for. */
public interface Tenants {

    /** Empty while nobody has set this tenant up. */
    Uni<Optional<Tenant>> find();

    /** False if the slug or the id is taken. */
    Uni<Boolean> add(Tenant tenant);

    /** Changes the company profile and gives the tenant with its new version. */
    Uni<Tenant> changeCompany(Tenant tenant, CompanyProfile company);
}
