package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.SaveLead;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.Tier;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/leads")
public class LeadResource {

    private final Leads leads;
    private final SaveLead saveLead;
    private final Activities activities;
    private final TenantRequest request;

    LeadResource(Leads leads, SaveLead saveLead, Activities activities, TenantRequest request) {
        this.leads = leads;
        this.saveLead = saveLead;
        this.activities = activities;
        this.request = request;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<LeadView>> list(
            @Valid @BeanParam PageRequest page,
            @QueryParam("q") @Nullable String words,
            @QueryParam("tier") @Nullable String tier,
            @QueryParam("status") @Nullable String status,
            @QueryParam("list") @Nullable String list) {
        LeadFilter filter = new LeadFilter(
                filled(words),
                QueryValue.oneOf(Tier.class, "tier", tier).map(Set::of).orElse(Set.of()),
                QueryValue.oneOf(LeadStatus.class, "status", status)
                        .map(Set::of)
                        .orElse(Set.of()),
                filled(list),
                Set.of(),
                Set.of());
        Optional<UUID> after = page.afterId();
        return request.run(who -> leads.list(filter, after, page.fetch()))
                .map(found -> Page.of(found, page, lead -> lead.id().toString(), LeadView::of));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull LeadBody body) {
        LeadProfile profile = body.toProfile();
        return request.act(
                body,
                who -> saveLead.add(who.tenantId(), profile)
                        .map(LeadResource::saved)
                        .map(lead -> answer(Response.created(URI.create("/api/v1/leads/" + lead.id())), lead)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(lead -> answer(Response.ok(), lead));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull LeadBody body) {
        LeadProfile profile = body.toProfile();
        return request.run(who -> existing(id)
                        .invoke(lead -> EntityVersion.require(ifMatch, lead.version()))
                        .chain(lead -> saveLead.change(lead, profile)))
                .map(LeadResource::saved)
                .map(lead -> answer(Response.ok(), lead));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id)
                        .invoke(lead -> EntityVersion.require(ifMatch, lead.version()))
                        .chain(() -> leads.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    /** What happened to the lead, newest first. */
    @GET
    @Path("/{id}/timeline")
    @RolesAllowed(Role.READ)
    public Uni<Page<Activity>> timeline(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who ->
                        existing(id).chain(() -> activities.list(Activities.Filter.ofLead(id), after, page.fetch())))
                .map(found -> Page.of(found, page, activity -> activity.id().toString(), activity -> activity));
    }

    private Uni<Lead> existing(UUID id) {
        return leads.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("lead")));
    }

    private static Lead saved(SaveLead.Result result) {
        return switch (result) {
            case SaveLead.Saved(Lead lead) -> lead;
            case SaveLead.Duplicate(var match) ->
                throw ProblemException.of(
                        409,
                        "lead-exists",
                        "Conflict",
                        "There is a lead with this "
                                + match.by().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " already.",
                        Map.of("lead_id", match.lead().id()));
        };
    }

    private static Optional<String> filled(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
    }

    private static Response answer(Response.ResponseBuilder answer, Lead lead) {
        return answer.entity(LeadView.of(lead))
                .tag(EntityVersion.tag(lead.version()))
                .build();
    }
}
