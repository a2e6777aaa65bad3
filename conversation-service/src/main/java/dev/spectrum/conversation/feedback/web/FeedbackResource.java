package dev.spectrum.conversation.feedback.web;

import dev.spectrum.conversation.feedback.Feedbacks;
import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What users think of answers: admins and owners read everybody's, others their own. */
@Path("/api/v1/feedback")
public class FeedbackResource {

    private final Feedbacks feedbacks;
    private final TenantRequest request;

    FeedbackResource(Feedbacks feedbacks, TenantRequest request) {
        this.feedbacks = feedbacks;
        this.request = request;
    }

    @GET
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
