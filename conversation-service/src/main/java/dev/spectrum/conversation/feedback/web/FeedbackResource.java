package dev.spectrum.conversation.feedback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.feedback.Feedbacks;
import dev.spectrum.conversation.feedback.GiveFeedback;
import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.conversation.history.VisibleHistory.Said;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What users think of answers: everybody of those that they may read, and everybody their own word. */
@Path("/api/v1")
public class FeedbackResource {

    private final VisibleHistory visible;
    private final GiveFeedback giveFeedback;
    private final Feedbacks feedbacks;
    private final TenantRequest request;

    FeedbackResource(VisibleHistory visible, GiveFeedback giveFeedback, Feedbacks feedbacks, TenantRequest request) {
        this.visible = visible;
        this.giveFeedback = giveFeedback;
        this.feedbacks = feedbacks;
        this.request = request;
    }

    @Schema(examples = "{\"rating\": \"up\", \"comment\": \"Just what I needed.\"}")
    record FeedbackBody(
            @NotNull Rating rating,

            @Nullable @Size(max = 2000) @Pattern(regexp = "[^\\x00]*", message = "must not contain the character NUL")
            String comment) {}

    @Schema(examples = """
                    {"message_id": "01990000-0000-7000-8000-00000000e002",
                     "conversation_id": "01990000-0000-7000-8000-00000000c001",
                     "user_id": "7a1f0c2e-0000-4000-8000-000000000001", "rating": "up", "comment": "Just what I needed.",
                     "agent": {"id": "01990000-0000-7000-8000-00000000f001", "role": "sales", "version": 3},
                     "variant": null, "given_at": "2026-11-20T09:01:00Z"}""")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FeedbackView(
            UUID messageId,
            UUID conversationId,
            String userId,
            Rating rating,
            String comment,
            RatedAgent agent,

            @Schema(description = "of an experiment; null while there is none") @Nullable
            String variant,

            Instant givenAt) {

        static FeedbackView of(Feedback feedback) {
            return new FeedbackView(
                    feedback.messageId(),
                    feedback.conversationId(),
                    feedback.userId(),
                    feedback.rating(),
                    feedback.comment(),
                    new RatedAgent(
                            feedback.answerer().agentId(),
                            feedback.answerer().agentRole(),
                            feedback.answerer().version().isPresent()
                                    ? feedback.answerer().version().getAsLong()
                                    : null),
                    null,
                    feedback.givenAt());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RatedAgent(UUID id, String role, @Nullable Long version) {}

    @POST
    @Path("/messages/{id}/feedback")
    @RolesAllowed(Role.READ)
    @Operation(
            summary = "Say what you think of an answer",
            description = "One word of each user on each answer: sent again, it takes the place of the one before.")
    @APIResponse(
            responseCode = "200",
            description = "What is kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeedbackView.class)))
    public Uni<Response> give(UUID id, @Valid @NotNull FeedbackBody body) {
        return request.act(
                body,
                who -> answer(id, who)
                        .chain(said -> giveFeedback.give(
                                who, said, body.rating(), body.comment() == null ? "" : body.comment()))
                        .map(feedback -> Response.ok(FeedbackView.of(feedback)).build()));
    }

    private Uni<Said> answer(UUID id, Caller who) {
        return existing(id, who).invoke(said -> {
            if (!said.message().role().equals("assistant")) {
                throw ProblemException.conflict("not-an-answer", "Only what an agent said can be rated.");
            }
        });
    }

    private Uni<Said> existing(UUID id, Caller who) {
        return visible.message(id, who).map(found -> found.orElseThrow(() -> ProblemException.notFound("message")));
    }

    @GET
    @Path("/messages/{id}/feedback")
    @RolesAllowed(Role.READ)
    @Operation(summary = "The caller's word on a message; everybody's for admins and owners")
    public Uni<Page<FeedbackView>> on(UUID id) {
        return request.run(who -> existing(id, who).chain(said -> feedbacks.on(id, VisibleHistory.onlyOf(who))))
                .map(found -> new Page<>(found.stream().map(FeedbackView::of).toList(), null));
    }

    @GET
    @Path("/feedback")
    @RolesAllowed(Role.READ)
    @Operation(
            summary = "What the caller said of answers, on the newest first; what everybody said for admins and owners")
    public Uni<Page<FeedbackView>> list(
            @QueryParam("rating") @Nullable String rating,
            @QueryParam("agent_role") @Nullable String agentRole,
            @Valid @BeanParam PageRequest page) {
        Feedbacks.Filter filter = new Feedbacks.Filter(
                VisibleHistory.onlyOf(request.caller()),
                QueryValue.oneOf(Rating.class, "rating", rating),
                Optional.ofNullable(agentRole).filter(role -> !role.isBlank()));
        Optional<Feedbacks.Place> after = page.after(FeedbackResource::place);
        return request.run(who -> feedbacks.list(filter, after, page.fetch()))
                .map(found -> Page.of(found, page, FeedbackResource::key, FeedbackView::of));
    }

    private static String key(Feedback feedback) {
        return feedback.messageId() + ":" + feedback.userId();
    }

    private static Feedbacks.Place place(String key) {
        int colon = key.indexOf(':');
        return new Feedbacks.Place(UUID.fromString(key.substring(0, colon)), key.substring(colon + 1));
    }
}
