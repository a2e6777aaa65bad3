package dev.spectrum.conversation.outcomes.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.outcomes.Outcomes;
import dev.spectrum.conversation.outcomes.RecordOutcome;
import dev.spectrum.conversation.outcomes.RecordOutcome.Happened;
import dev.spectrum.conversation.outcomes.domain.Outcome;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What finally happened, by conversation. */
@Path("/api/v1/conversations/{id}/outcomes")
public class OutcomeResource {

    private final VisibleHistory visible;
    private final RecordOutcome recordOutcome;
    private final Outcomes outcomes;
    private final TenantRequest request;

    OutcomeResource(VisibleHistory visible, RecordOutcome recordOutcome, Outcomes outcomes, TenantRequest request) {
        this.visible = visible;
        this.recordOutcome = recordOutcome;
        this.outcomes = outcomes;
        this.request = request;
    }

    @Schema(examples = "{\"name\": \"appointment_booked\", \"value\": 1}")
    record OutcomeBody(
            @NotNull
            @Pattern(
                    regexp = "[a-z][a-z0-9_]{0,63}",
                    message = "must be a word in lower case such as appointment_booked, of at most 64 characters")
            String name,

            @Schema(description = "absent: 1") @Nullable @Digits(integer = 12, fraction = 6)
            BigDecimal value) {}

    @Schema(examples = """
                    {"id": "01990000-0000-7000-8000-00000000a101",
                     "conversation_id": "01990000-0000-7000-8000-00000000c001", "name": "appointment_booked", "value": 1,
                     "source": "dev.spectrum.channel.appointment.booked.v1",
                     "agent": {"id": "01990000-0000-7000-8000-00000000f001", "role": "sales", "version": 3},
                     "variant": null, "occurred_at": "2026-11-20T10:00:00Z"}""")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OutcomeView(
            UUID id,
            UUID conversationId,
            String name,
            BigDecimal value,

            @Schema(description = "who said so: a user's id, or the type of the event")
            String source,

            @Schema(description = "who gave the last answer before it")
            OutcomeAgent agent,

            @Schema(description = "of an experiment; null while there is none") @Nullable
            String variant,

            Instant occurredAt) {

        static OutcomeView of(Outcome outcome) {
            var version = outcome.answerer().version();
            return new OutcomeView(
                    outcome.id(),
                    outcome.conversationId(),
                    outcome.name(),
                    outcome.value(),
                    outcome.source(),
                    new OutcomeAgent(
                            outcome.answerer().agentId(),
                            outcome.answerer().agentRole(),
                            version.isPresent() ? version.getAsLong() : null),
                    null,
                    outcome.occurredAt());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OutcomeAgent(UUID id, String role, @Nullable Long version) {}

    @POST
    @RolesAllowed(Role.WRITE)
    @Operation(summary = "Say what came of a conversation")
    @APIResponse(
            responseCode = "201",
            description = "What is kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OutcomeView.class)))
    public Uni<Response> add(UUID id, @Valid @NotNull OutcomeBody body) {
        return request.act(
                body,
                who -> existing(id, who)
                        .chain(conversation -> recordOutcome.record(who.tenantId(), conversation, said(body, who)))
                        .map(outcome -> Response.status(Response.Status.CREATED)
                                .entity(OutcomeView.of(outcome))
                                .build()));
    }

    private static Happened said(OutcomeBody body, Caller who) {
        return new Happened(
                body.name(), body.value() == null ? BigDecimal.ONE : body.value(), who.subject(), Instant.now());
    }

    @GET
    @RolesAllowed(Role.READ)
    @Operation(summary = "What came of a conversation, in the order in which it was recorded")
    public Uni<Page<OutcomeView>> list(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> existing(id, who).chain(conversation -> outcomes.of(id, after, page.fetch())))
                .map(found -> Page.of(found, page, outcome -> outcome.id().toString(), OutcomeView::of));
    }

    private Uni<PastConversation> existing(UUID id, Caller who) {
        return visible.conversation(id, who)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation")));
    }
}
