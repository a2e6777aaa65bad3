package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.leads.EraseLead;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.MoveLead;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/leads")
public class LeadResource {

    private static final int MOST_FIELDS = 5;

    private final Leads leads;
    private final SaveLead saveLead;
    private final MoveLead moveLead;
    private final EraseLead eraseLead;
    private final Activities activities;
    private final TenantRequest request;

    LeadResource(
            Leads leads,
            SaveLead saveLead,
            MoveLead moveLead,
            EraseLead eraseLead,
            Activities activities,
            TenantRequest request) {
        this.leads = leads;
        this.saveLead = saveLead;
        this.moveLead = moveLead;
        this.eraseLead = eraseLead;
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
            @QueryParam("list") @Nullable String list,
            @QueryParam("country") @Nullable String country,
            @QueryParam("score_from") @Nullable String scoreFrom,
            @QueryParam("score_to") @Nullable String scoreTo,
            @QueryParam("custom") List<String> custom) {
        LeadFilter filter = new LeadFilter(
                filled(words),
                QueryValue.oneOf(Tier.class, "tier", tier).map(Set::of).orElse(Set.of()),
                QueryValue.oneOf(LeadStatus.class, "status", status)
                        .map(Set::of)
                        .orElse(Set.of()),
                filled(list),
                filled(country).map(Country::canonicalName).map(Set::of).orElse(Set.of()),
                Set.of(),
                score("score_from", scoreFrom),
                score("score_to", scoreTo),
                fields(custom));
        Optional<UUID> after = page.afterId();
        return request.run(who -> leads.list(filter, after, page.fetch()))
                .map(found -> Page.of(found, page, lead -> lead.id().toString(), LeadView::of));
    }

    /** Those that are deleted and can be restored, newest first. */
    @GET
    @Path("/deleted")
    @RolesAllowed(Role.READ)
    public Uni<Page<LeadView>> deleted(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> leads.listDeleted(after, page.fetch()))
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
                        .chain(saveLead::delete))
                .map(deleted -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> evenDeleted(id)
                        .chain(saveLead::restore)
                        .map(LeadResource::saved)
                        .map(lead -> answer(Response.ok(), lead)));
    }

    /** Moves the lead within its lifecycle, as far as that is a person's to say. */
    @POST
    @Path("/{id}/status")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> move(UUID id, @Valid @NotNull StatusBody body) {
        return request.act(
                body,
                who -> existing(id)
                        .chain(lead -> moveLead.move(id, body.toStatus(), body.activity(lead)))
                        .map(LeadResource::moved)
                        .map(lead -> answer(Response.ok(), lead)));
    }

    /** Everything that is kept of the lead, be it deleted or not. */
    @GET
    @Path("/{id}/data")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> export(UUID id) {
        return request.run(who -> evenDeleted(id)
                .chain(lead -> eraseLead.export(lead).map(data -> {
                    Map<String, Object> all = new LinkedHashMap<>();
                    all.put("lead", LeadView.of(lead));
                    all.putAll(data);
                    return Response.ok(all).build();
                })));
    }

    /** Forgets the lead for good, wherever it is kept; its address is suppressed. */
    @DELETE
    @Path("/{id}/data")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> erase(UUID id) {
        return request.run(who -> evenDeleted(id).chain(lead -> eraseLead.erase(lead, who.subject())))
                .map(erased -> Response.noContent().build());
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

    private Uni<Lead> evenDeleted(UUID id) {
        return leads.findEvenDeleted(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("lead")));
    }

    private static Lead moved(MoveLead.Result result) {
        return switch (result) {
            case MoveLead.Result.Moved(Lead lead) -> lead;
            case MoveLead.Result.Unchanged(Lead lead) -> lead;
            case MoveLead.Result.Gone() -> throw ProblemException.notFound("lead");
            case MoveLead.Result.Refused(Lead lead) ->
                throw ProblemException.of(
                        409,
                        "no-such-move",
                        "Conflict",
                        "A lead that is " + word(lead.status()) + " may become: "
                                + lead.status().following().stream()
                                        .map(LeadResource::word)
                                        .collect(Collectors.joining(", "))
                                + ".");
        };
    }

    private static String word(LeadStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> score(String name, @Nullable String text) {
        return filled(text).map(number -> {
            if (!number.matches("100|[0-9]{1,2}")) {
                throw ProblemException.invalid("?" + name, "Must be a number from 0 to 100.");
            }
            return Integer.valueOf(number);
        });
    }

    /** @param custom each {@code name:value} */
    private static Map<String, String> fields(List<String> custom) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : custom) {
            int colon = field.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                throw ProblemException.invalid(
                        "?custom", "Must be name:value, such as source:fair, " + MOST_FIELDS + " of them at most.");
            }
            fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        return fields;
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
