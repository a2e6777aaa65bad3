package dev.spectrum.outreach.touches.web;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.texts.Texts;
import dev.spectrum.outreach.touches.Touches;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a campaign's messages, one by one: above all those of which it is not known. */
@Path("/api/v1/campaigns/{id}/touches")
public class CampaignTouchesResource {

    private final Touches touches;
    private final Campaigns campaigns;
    private final TenantRequest request;
    private final Texts texts;

    CampaignTouchesResource(Touches touches, Campaigns campaigns, TenantRequest request, Texts texts) {
        this.touches = touches;
        this.campaigns = campaigns;
        this.request = request;
        this.texts = texts;
    }

    /** In the order they were planned in. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<TouchView>> list(
            UUID id, @Valid @BeanParam PageRequest page, @QueryParam("status") @Nullable String status) {
        Optional<TouchStatus> wanted = QueryValue.oneOf(TouchStatus.class, "status", status);
        Optional<UUID> after = page.afterId();
        return request.run(who -> campaigns
                        .find(id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("campaign")))
                        .chain(campaign -> touches.list(Optional.of(id), wanted, after, page.fetch()))
                        .chain(found -> TouchView.of(found, texts)))
                .map(shown -> Page.of(shown, page, view -> view.id().toString(), view -> view));
    }
}
