package dev.spectrum.outreach.settings.web;

import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.VerifyDomain;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds for all outreach of a tenant. */
@Path("/api/v1/outreach-settings")
public class SettingsResource {

    private final Settings settings;
    private final VerifyDomain verify;
    private final TenantTransaction transaction;
    private final TenantRequest request;

    SettingsResource(Settings settings, VerifyDomain verify, TenantTransaction transaction, TenantRequest request) {
        this.settings = settings;
        this.verify = verify;
        this.transaction = transaction;
        this.request = request;
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Response> get() {
        return request.run(who -> settings.get()).map(SettingsResource::answer);
    }

    @PUT
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull SettingsBody body) {
        return request.run(who -> settings.get()
                        .invoke(before -> EntityVersion.require(ifMatch, before.version()))
                        .chain(before -> settings.put(who.tenantId(), body.over(before))))
                .map(SettingsResource::answer);
    }

    /** Asks DNS whether the tracking domain leads here. Until it does, links lead to the suite's own host. */
    @POST
    @Path("/verify")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> verify() {
        UUID tenantId = request.caller().tenantId();
        return transaction
                .run(tenantId, settings::get)
                .chain(set -> verify.leadsHere(set.trackingDomain()
                        .orElseThrow(() -> ProblemException.conflict(
                                "no-tracking-domain", "There is no tracking_domain to verify."))))
                .chain(domain -> request.act(
                        null,
                        who -> settings.get()
                                .chain(set -> settings.put(tenantId, set.verified(domain, Instant.now())))
                                .map(SettingsResource::answer)));
    }

    private static Response answer(OutreachSettings settings) {
        return Response.ok(SettingsView.of(settings))
                .tag(EntityVersion.tag(settings.version()))
                .build();
    }
}
