package dev.spectrum.outreach.campaigns.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.RunCampaign;
import dev.spectrum.outreach.campaigns.TouchCounts;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.tracking.Engagements;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/campaigns")
public class CampaignResource {

    private final Campaigns campaigns;
    private final RunCampaign runCampaign;
    private final TouchCounts touchCounts;
    private final Engagements engagements;
    private final Senders senders;
    private final TenantRequest request;

    CampaignResource(
            Campaigns campaigns,
            RunCampaign runCampaign,
            TouchCounts touchCounts,
            Engagements engagements,
            Senders senders,
            TenantRequest request) {
        this.campaigns = campaigns;
        this.runCampaign = runCampaign;
        this.touchCounts = touchCounts;
        this.engagements = engagements;
        this.senders = senders;
        this.request = request;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<CampaignView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> campaigns.list(after, page.fetch()))
                .map(found -> Page.of(
                        found, page, one -> one.id().toString(), campaign -> CampaignView.of(campaign, null, null)));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull CampaignBody body) {
        CampaignPlan plan = body.toPlan();
        return request.act(body, who -> {
            Campaign campaign = Campaign.draft(who.tenantId(), UuidCreator.getTimeOrderedEpoch(), plan);
            return requireSenders(plan)
                    .chain(() -> campaigns.add(campaign))
                    .chain(() -> answer(Response.created(URI.create("/api/v1/campaigns/" + campaign.id())), campaign));
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(campaigns.find(id)).chain(campaign -> answer(Response.ok(), campaign)));
    }

    /** Only drafts: what runs is not changed under the eyes of those it goes to. */
    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull CampaignBody body) {
        CampaignPlan plan = body.toPlan();
        return request.run(who -> existing(campaigns.find(id))
                .invoke(campaign -> EntityVersion.require(ifMatch, campaign.version()))
                .invoke(CampaignResource::requireDraft)
                .chain(() -> requireSenders(plan))
                .chain(() -> campaigns.change(id, plan))
                .chain(campaign -> answer(Response.ok(), campaign)));
    }

    /** Plans a touch for every lead that is there and fits the filter. Launching again changes nothing. */
    @POST
    @Path("/{id}/launch")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> launch(UUID id) {
        return act(id, runCampaign::launch);
    }

    /** Nothing more is sent once this is answered, but what was on its way. */
    @POST
    @Path("/{id}/pause")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> pause(UUID id) {
        return act(id, runCampaign::pause);
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> resume(UUID id) {
        return act(id, runCampaign::resume);
    }

    private Uni<Response> act(UUID id, Function<Campaign, Uni<RunCampaign.Result>> action) {
        return request.act(
                null,
                who -> existing(campaigns.findForChange(id))
                        .chain(action::apply)
                        .map(CampaignResource::done)
                        .chain(campaign -> answer(Response.ok(), campaign)));
    }

    private static Campaign done(RunCampaign.Result result) {
        return switch (result) {
            case RunCampaign.Done(Campaign campaign) -> campaign;
            case RunCampaign.Refused(String code, String reason) -> throw ProblemException.conflict(code, reason);
        };
    }

    private static void requireDraft(Campaign campaign) {
        if (campaign.status() != CampaignStatus.DRAFT) {
            throw ProblemException.conflict("campaign-launched", "The campaign was launched and can't be changed.");
        }
    }

    private Uni<Void> requireSenders(CampaignPlan plan) {
        return senders.all(plan.senderIds())
                .invoke(found -> {
                    Set<UUID> there = found.stream().map(Sender::id).collect(Collectors.toSet());
                    List<FieldError> errors = IntStream.range(
                                    0, plan.senderIds().size())
                            .filter(i -> !there.contains(plan.senderIds().get(i)))
                            .mapToObj(i -> new FieldError("/sender_ids/" + i, "There is no such sender."))
                            .toList();
                    if (!errors.isEmpty()) {
                        throw ProblemException.invalid(errors);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Campaign> existing(Uni<Optional<Campaign>> found) {
        return found.map(campaign -> campaign.orElseThrow(() -> ProblemException.notFound("campaign")));
    }

    private Uni<Response> answer(Response.ResponseBuilder answer, Campaign campaign) {
        return touchCounts
                .of(campaign.id())
                .chain(touches -> engagements
                        .counts(campaign.id())
                        .map(engagement -> answer.entity(CampaignView.of(campaign, touches, engagement))))
                .map(view -> view.tag(EntityVersion.tag(campaign.version())).build());
    }
}
