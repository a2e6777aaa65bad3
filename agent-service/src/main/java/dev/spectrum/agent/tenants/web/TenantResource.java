package dev.spectrum.agent.tenants.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.agent.members.AccountEmail;
import dev.spectrum.agent.tenants.ChangeTenant;
import dev.spectrum.agent.tenants.CreateTenant;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.Tier;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants")
public class TenantResource {

    private final CreateTenant createTenant;
    private final ChangeTenant changeTenant;
    private final Tenants tenants;
    private final TenantTransaction transaction;
    private final TenantRequest request;
    private final SecurityIdentity identity;
    private final MergePatch mergePatch;

    TenantResource(
            CreateTenant createTenant,
            ChangeTenant changeTenant,
            Tenants tenants,
            TenantTransaction transaction,
            TenantRequest request,
            SecurityIdentity identity,
            MergePatch mergePatch) {
        this.createTenant = createTenant;
        this.changeTenant = changeTenant;
        this.tenants = tenants;
        this.transaction = transaction;
        this.request = request;
        this.identity = identity;
        this.mergePatch = mergePatch;
    }

    /** @param id the {@code tenant_id} of an Organization that exists already; a new id otherwise */
    record NewTenant(
            @Nullable UUID id,
            @NotBlank @Size(max = 200) String name,

            @NotNull
            @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "must be lower-case letters, digits and hyphens")
            String slug,

            @AccountEmail String ownerEmail,
            @NotNull Tier tier) {

        CreateTenant.Wanted toWanted() {
            return new CreateTenant.Wanted(Optional.ofNullable(id), name, slug, ownerEmail, tier);
        }
    }

    @POST
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Response> create(@Valid @NotNull NewTenant body) {
        return request.storedAnswerForPlatform(body)
                .chain(stored ->
                        stored.map(answer -> Uni.createFrom().item(answer)).orElseGet(() -> make(body)));
    }

    private Uni<Response> make(NewTenant body) {
        return createTenant
                .prepare(body.toWanted())
                .chain(prepared -> request.actForPlatform(
                                body, () -> createTenant.complete(prepared).map(TenantResource::created))
                        .onFailure()
                        .call(() -> createTenant.giveUp(prepared)));
    }

    private static Response created(CreateTenant.Prepared prepared) {
        Tenant tenant = prepared.tenant();
        return Response.created(URI.create("/api/v1/tenants/" + tenant.id()))
                .tag(EntityVersion.tag(tenant.version()))
                .entity(TenantView.of(
                        tenant,
                        prepared.opened()
                                .map(opened -> TenantView.FirstOwner.of(opened.owner()))
                                .orElse(null)))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.PLATFORM_ADMIN, Role.OWN})
    public Uni<Response> get(UUID id) {
        requireSight(id);
        return transaction.run(id, this::existing).map(TenantResource::answer);
    }

    /** JSON Merge Patch, RFC 7396. */
    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Role.PLATFORM_ADMIN, Role.OWN})
    public Uni<Response> patch(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull ObjectNode patch) {
        requireSight(id);
        requireChangeable(patch);
        return transaction
                .run(
                        id,
                        () -> tenants.hold()
                                .map(TenantResource::orNotFound)
                                .invoke(tenant -> EntityVersion.require(ifMatch, tenant.version()))
                                .chain(tenant -> patched(tenant, patch))
                                .chain(changeTenant::to))
                .map(TenantResource::answer);
    }

    /** An owner sees the own tenant; others look as if there were none. */
    private void requireSight(UUID id) {
        if (!isForThePlatform() && !id.equals(request.caller().tenantId())) {
            throw ProblemException.notFound("tenant");
        }
    }

    private boolean isForThePlatform() {
        return identity.hasRole(Role.PLATFORM_ADMIN);
    }

    private void requireChangeable(ObjectNode patch) {
        List<Problem.FieldError> unknown = errors(
                patch,
                name -> !TenantFields.OF_THE_OWNER.contains(name) && !TenantFields.OF_THE_PLATFORM.contains(name),
                "Is not a field of a tenant that can be changed.");
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        }
        List<Problem.FieldError> forbidden =
                errors(patch, TenantFields.OF_THE_PLATFORM::contains, "Is changed by platform administrators only.");
        if (!isForThePlatform() && !forbidden.isEmpty()) {
            throw ProblemException.of(
                    403,
                    "forbidden",
                    "Not allowed",
                    "A part of this is changed by platform administrators only.",
                    Map.of("errors", forbidden));
        }
    }

    private static List<Problem.FieldError> errors(ObjectNode patch, Predicate<String> isWrong, String detail) {
        return patch.properties().stream()
                .map(Map.Entry::getKey)
                .filter(isWrong)
                .map(name -> new Problem.FieldError(
                        JsonPointer.empty().appendProperty(name).toString(), detail))
                .toList();
    }

    private Uni<Tenant> patched(Tenant tenant, ObjectNode patch) {
        try {
            return Uni.createFrom()
                    .item(mergePatch
                            .apply(patch, TenantFields.of(tenant), TenantFields.class)
                            .appliedTo(tenant));
        } catch (JsonProcessingException wrongType) {
            return Uni.createFrom().failure(wrongType);
        }
    }

    private Uni<Tenant> existing() {
        return tenants.find().map(TenantResource::orNotFound);
    }

    private static Tenant orNotFound(Optional<Tenant> found) {
        return found.orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    private static Response answer(Tenant tenant) {
        return Response.ok(TenantView.of(tenant))
                .tag(EntityVersion.tag(tenant.version()))
                .build();
    }
}
