package dev.spectrum.conversation.feedback.web;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What users think of an answer: everybody of those that they may read, and everybody their own word. */
@Path("/api/v1/messages/{id}/feedback")
public class MessageFeedbackResource {

    private final VisibleHistory visible;
    private final GiveFeedback giveFeedback;
    private final Feedbacks feedbacks;
    private final TenantRequest request;

    MessageFeedbackResource(
            VisibleHistory visible, GiveFeedback giveFeedback, Feedbacks feedbacks, TenantRequest request) {
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

    @POST
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
    @RolesAllowed(Role.READ)
    @Operation(summary = "The caller's word on a message; everybody's for admins and owners")
    public Uni<Page<FeedbackView>> on(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<String> after = page.after();
        return request.run(who -> existing(id, who)
                        .chain(said -> feedbacks.on(id, VisibleHistory.onlyOf(who), after, page.fetch())))
                .map(found -> Page.of(found, page, Feedback::userId, FeedbackView::of));
    }
}
