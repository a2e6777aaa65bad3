package dev.spectrum.agent.tenants.web;

import dev.spectrum.agent.tenants.ChangeTenant;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/company")
public class CompanyResource {

    private final Tenants tenants;
    private final ChangeTenant changeTenant;
    private final TenantRequest request;

    CompanyResource(Tenants tenants, ChangeTenant changeTenant, TenantRequest request) {
        this.tenants = tenants;
        this.changeTenant = changeTenant;
        this.request = request;
    }

    /** What the client leaves out becomes blank: a PUT says the whole. */
    record CompanyBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 200) String industry,
            @Nullable @Size(max = 200) String stage,
            @Nullable @Size(max = 2000) String website,
            @Nullable @Size(max = 20_000) String description,
            @Nullable Map<String, Object> icp) {

        CompanyProfile toProfile() {
            return new CompanyProfile(
                    name,
                    Objects.requireNonNullElse(industry, ""),
                    Objects.requireNonNullElse(stage, ""),
                    Objects.requireNonNullElse(website, ""),
                    Objects.requireNonNullElse(description, ""),
                    Objects.requireNonNullElse(icp, Map.of()));
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CompanyProfile.class)))
    public Uni<Response> get() {
        return request.run(who -> current()).map(CompanyResource::answer);
    }

    @PUT
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull CompanyBody body) {
        return request.run(who -> tenants.hold()
                        .map(CompanyResource::orNotFound)
                        .invoke(tenant -> EntityVersion.require(ifMatch, tenant.version()))
                        .chain(tenant -> changeTenant.to(tenant.with(body.toProfile()))))
                .map(CompanyResource::answer);
    }

    private Uni<Tenant> current() {
        return tenants.find().map(CompanyResource::orNotFound);
    }

    private static Tenant orNotFound(Optional<Tenant> found) {
        return found.orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    private static Response answer(Tenant tenant) {
        return Response.ok(tenant.company())
                .tag(EntityVersion.tag(tenant.version()))
                .build();
    }
}
