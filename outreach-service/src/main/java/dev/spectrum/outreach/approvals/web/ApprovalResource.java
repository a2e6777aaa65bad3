package dev.spectrum.outreach.approvals.web;

import dev.spectrum.outreach.approvals.Approvals;
import dev.spectrum.outreach.approvals.DecideApproval;
import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The messages that wait for a person, and what people decide. */
@Path("/api/v1/approvals")
public class ApprovalResource {

    private final Approvals approvals;
    private final DecideApproval decideApproval;
    private final TenantRequest request;

    ApprovalResource(Approvals approvals, DecideApproval decideApproval, TenantRequest request) {
        this.approvals = approvals;
        this.decideApproval = decideApproval;
        this.request = request;
    }

    /** In the order they were planned in. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<ApprovalView>> list(
            @Valid @BeanParam PageRequest page,
            @QueryParam("campaign_id") @Nullable String campaignId,
            @QueryParam("status") @Nullable String status) {
        Approvals.Filter filter = new Approvals.Filter(
                QueryValue.uuid("campaign_id", campaignId), QueryValue.oneOf(ApprovalStatus.class, "status", status));
        Optional<UUID> after = page.afterId();
        return request.run(who -> approvals.list(filter, after, page.fetch()))
                .map(found -> Page.of(found, page, one -> one.id().toString(), ApprovalView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> approvals.find(id)).map(found -> answer(existing(found)));
    }

    /** With If-Match, only the text that was seen. */
    @POST
    @Path("/{id}/approve")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> approve(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return act(null, who -> asSeen(id, ifMatch).chain(() -> decideApproval.approve(id, who.subject())));
    }

    /** In manual mode; the check before the send is made all the same. */
    @POST
    @Path("/{id}/send")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> send(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return act(null, who -> asSeen(id, ifMatch).chain(() -> decideApproval.send(id, who.subject())));
    }

    @POST
    @Path("/{id}/done")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> done(UUID id) {
        return act(null, who -> decideApproval.done(id, who.subject()));
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> reject(UUID id, @Valid @NotNull RejectBody body) {
        return act(body, who -> decideApproval.reject(id, who.subject(), reason(body.reason())));
    }

    @POST
    @Path("/{id}/edit")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> edit(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull EditBody body) {
        return act(
                body,
                who -> approvals
                        .findForChange(id)
                        .map(ApprovalResource::existing)
                        .invoke(approval -> EntityVersion.require(ifMatch, approval.version()))
                        .invoke(approval -> requireSubject(approval, body))
                        .chain(approval -> decideApproval.edit(approval, oneLine(body.subject()), body.body())));
    }

    /** Each by itself: one that can't be decided keeps no other from it. */
    @POST
    @Path("/decide")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> decide(@Valid @NotNull DecisionBody body) {
        return request.act(
                body,
                who -> Multi.createFrom()
                        .iterable(body.ids().stream().distinct().toList())
                        .onItem()
                        .transformToUniAndConcatenate(
                                id -> decide(id, body, who).map(found -> one(id, found)))
                        .collect()
                        .asList()
                        .map(decided -> Response.ok(new DecisionView(decided)).build()));
    }

    private Uni<Optional<Approval.Decision>> decide(UUID id, DecisionBody body, Caller who) {
        return switch (body.decision()) {
            case APPROVE -> decideApproval.approve(id, who.subject());
            case REJECT -> decideApproval.reject(id, who.subject(), reason(body.reason()));
        };
    }

    private static DecisionView.One one(UUID id, Optional<Approval.Decision> decision) {
        return decision.map(made -> switch (made) {
                    case Approval.Decided(Approval approval) ->
                        new DecisionView.One(id, ApprovalView.of(approval), null);
                    case Approval.Refused(String code, String reason) -> new DecisionView.One(id, null, code);
                })
                .orElseGet(() -> new DecisionView.One(id, null, "not-found"));
    }

    private Uni<Response> act(@Nullable Object body, Function<Caller, Uni<Optional<Approval.Decision>>> decision) {
        return request.act(
                body,
                who -> decision.apply(who).map(made -> switch (existing(made)) {
                    case Approval.Decided(Approval approval) -> answer(approval);
                    case Approval.Refused(String code, String reason) -> throw ProblemException.conflict(code, reason);
                }));
    }

    /** Who says which text they saw agrees to no other. */
    private Uni<Void> asSeen(UUID id, @Nullable String ifMatch) {
        return approvals
                .findForChange(id)
                .map(ApprovalResource::existing)
                .invoke(approval -> EntityVersion.require(ifMatch, approval.version()))
                .replaceWithVoid();
    }

    private static void requireSubject(Approval approval, EditBody body) {
        if (approval.channel() == Channel.EMAIL && body.subject().isBlank()) {
            throw ProblemException.invalid("/subject", "An email must have one.");
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String reason(@Nullable String said) {
        return Objects.requireNonNullElse(said, "").strip();
    }

    private static <T> T existing(Optional<T> found) {
        return found.orElseThrow(() -> ProblemException.notFound("approval"));
    }

    private static Response answer(Approval approval) {
        return Response.ok(ApprovalView.of(approval))
                .tag(EntityVersion.tag(approval.version()))
                .build();
    }
}
