package dev.spectrum.outreach.preview.web;

import dev.spectrum.outreach.preview.Preflight;
import dev.spectrum.outreach.preview.PreviewCampaign;
import dev.spectrum.outreach.preview.domain.PreflightReport;
import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.UUID;

/** What a campaign would do, before it does. */
@Path("/api/v1/campaigns")
public class PreviewResource {

    private final Preflight preflight;
    private final PreviewCampaign previewCampaign;
    private final TenantRequest request;

    PreviewResource(Preflight preflight, PreviewCampaign previewCampaign, TenantRequest request) {
        this.preflight = preflight;
        this.previewCampaign = previewCampaign;
        this.request = request;
    }

    @GET
    @Path("/{id}/preflight")
    @RolesAllowed(Role.READ)
    public Uni<PreflightReport> preflight(UUID id) {
        return preflight
                .report(request.caller().tenantId(), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("campaign")));
    }

    @POST
    @Path("/{id}/preview")
    @RolesAllowed(Role.READ)
    public Uni<PreviewView> preview(UUID id, @Valid @NotNull PreviewBody body) {
        return previewCampaign
                .preview(request.caller().tenantId(), id, body.leadId())
                .map(PreviewView::new);
    }

    /** To the member's own address and no other; a repeat with the same key sends nothing more. */
    @POST
    @Path("/{id}/test")
    @RolesAllowed(Role.WRITE)
    public Uni<TestSendView> test(UUID id, @Valid @NotNull TestSendBody body) {
        Caller caller = request.caller();
        String to = caller.email()
                .orElseThrow(() -> ProblemException.conflict("no-address", "Your token has no email address."));
        String key = "test-" + caller.subject() + "-"
                + request.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
        return previewCampaign
                .sendTest(caller.tenantId(), id, body.leadId(), Objects.requireNonNullElse(body.step(), 0), to, key)
                .map(delivery -> view(to, delivery));
    }

    private static TestSendView view(String to, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered() -> new TestSendView(to, true, "", "");
            case Delivery.Refused(String code, String reason) -> new TestSendView(to, false, code, reason);
            case Delivery.Unknown(String reason) -> new TestSendView(to, false, "unknown-outcome", reason);
            case Delivery.TryAgain again -> new TestSendView(to, false, again.code(), again.reason());
            case Delivery.Away(String reason) -> new TestSendView(to, false, "gateway-away", reason);
        };
    }
}
