package dev.spectrum.agent.tenants.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.tenants.CreateTenant;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.Tier;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants")
@RolesAllowed(Role.PLATFORM_ADMIN)
public class TenantResource {

    private final CreateTenant createTenant;
    private final Tenants tenants;
    private final TenantTransaction transaction;
    private final TenantRequest request;

    TenantResource(CreateTenant createTenant, Tenants tenants, TenantTransaction transaction, TenantRequest request) {
        this.createTenant = createTenant;
        this.tenants = tenants;
        this.transaction = transaction;
        this.request = request;
    }

    /** @param id the {@code tenant_id} of an Organization that exists already; a new id otherwise */
    record NewTenant(
            @Nullable UUID id,
            @NotBlank @Size(max = 200) String name,

            @NotNull
            @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "must be lower-case letters, digits and hyphens")
            String slug,

            @NotBlank @Email String ownerEmail,
            @NotNull Tier tier) {

        Tenant toTenant() {
            return new Tenant(
                    id == null ? UuidCreator.getTimeOrderedEpoch() : id,
                    slug,
                    name,
                    ownerEmail,
                    tier,
                    tier.dailyLimitMicroUsd(),
                    CompanyProfile.named(name),
                    0);
        }
    }

    @Schema
    record TenantView(UUID id, String name, String slug, String ownerEmail, Tier tier, double dailyLimitUsd) {
        static TenantView of(Tenant tenant) {
            return new TenantView(
                    tenant.id(),
                    tenant.name(),
                    tenant.slug(),
                    tenant.ownerEmail(),
                    tenant.tier(),
                    tenant.dailyLimitMicroUsd() / 1e6);
        }
    }

    @POST
    public Uni<Response> create(@Valid @NotNull NewTenant body) {
        return request.actForPlatform(body, () -> create(body.toTenant()));
    }

    private Uni<Response> create(Tenant tenant) {
        return createTenant.create(tenant).map(created -> {
            if (!created) {
                throw ProblemException.conflict("tenant-exists", "There is a tenant with this slug or id already.");
            }
            return Response.created(URI.create("/api/v1/tenants/" + tenant.id()))
                    .tag(EntityVersion.tag(tenant.version()))
                    .entity(TenantView.of(tenant))
                    .build();
        });
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(UUID id) {
        return transaction.run(id, tenants::find).map(found -> {
            Tenant tenant = found.orElseThrow(() -> ProblemException.notFound("tenant"));
            return Response.ok(TenantView.of(tenant))
                    .tag(EntityVersion.tag(tenant.version()))
                    .build();
        });
    }
}
