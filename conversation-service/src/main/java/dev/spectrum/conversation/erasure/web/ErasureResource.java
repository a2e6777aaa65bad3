package dev.spectrum.conversation.erasure.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.erasure.EraseUsers;
import dev.spectrum.conversation.erasure.Erasures;
import dev.spectrum.conversation.erasure.domain.Erasure;
import dev.spectrum.conversation.openai.OwnRounds;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Forgetting users. */
@Path("/api/v1/users/{id}")
@RolesAllowed(Role.ADMINISTER)
public class ErasureResource {

    private static final Logger LOG = Logger.getLogger(ErasureResource.class);
    private static final int LONGEST_USER_ID = 255;
    /** As long as somebody waits for an answer; the rest is done without. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EraseUsers eraseUsers;
    private final Erasures erasures;
    private final OwnRounds ownRounds;
    private final Outbox outbox;
    private final TenantRequest request;

    ErasureResource(
            EraseUsers eraseUsers, Erasures erasures, OwnRounds ownRounds, Outbox outbox, TenantRequest request) {
        this.ownRounds = ownRounds;
        this.eraseUsers = eraseUsers;
        this.erasures = erasures;
        this.outbox = outbox;
        this.request = request;
    }

    private record UserErased(String userId, UUID erasureId) {}

    @Schema(examples = """
                    {"id": "01990000-0000-7000-8000-00000000e101", "user_id": "7a1f0c2e-0000-4000-8000-000000000001",
                     "requested_by": "7a1f0c2e-0000-4000-8000-000000000002", "requested_at": "2026-11-20T10:00:00Z",
                     "state": "completed", "conversations": 12, "messages": 148, "completed_at": "2026-11-20T10:00:01Z"}""")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ErasureView(
            UUID id,
            String userId,
            String requestedBy,
            Instant requestedAt,

            @Schema(description = "running or completed") String state,

            long conversations,
            long messages,
            @Nullable Instant completedAt) {

        static ErasureView of(Erasure erasure) {
            return new ErasureView(
                    erasure.id(),
                    erasure.userId(),
                    erasure.requestedBy(),
                    erasure.requestedAt(),
                    erasure.completedAt().isPresent() ? "completed" : "running",
                    erasure.conversations(),
                    erasure.messages(),
                    erasure.completedAt().orElse(null));
        }
    }

    @DELETE
    @Path("/data")
    @Operation(
            summary = "Forget a user: everything that they said and were answered, for good",
            description = "Their conversations with messages, turns, feedback and outcomes, what is remembered of"
                    + " them in Redis, and answers kept for repeats. Other services are told, and erase theirs."
                    + " Where it takes long it goes on by itself: GET .../erasure shows how far it is.")
    @APIResponse(
            responseCode = "202",
            description = "How far it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ErasureView.class)))
    public Uni<Response> erase(String id) {
        if (id.isBlank() || id.length() > LONGEST_USER_ID) {
            throw ProblemException.notFound("user");
        }
        return request.run(who -> ask(id, who))
                .call(this::forgetOwnRounds)
                .call(this::begin)
                .chain(erasure -> request.run(who -> erasures.find(erasure.id())))
                .map(found -> Response.accepted(ErasureView.of(found.orElseThrow()))
                        .location(URI.create(
                                "/api/v1/users/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/erasure"))
                        .build());
    }

    private Uni<Erasure> ask(String userId, Caller who) {
        Erasure erasure = new Erasure(
                UuidCreator.getTimeOrderedEpoch(), userId, who.subject(), Instant.now(), 0, 0, Optional.empty());
        return erasures.add(who.tenantId(), erasure)
                .chain(() -> outbox.add(new OutgoingEvent(
                        "spectrum.conversation.events",
                        "dev.spectrum.conversation.user.erased.v1",
                        who.tenantId(),
                        userId,
                        new UserErased(userId, erasure.id()))))
                .replaceWith(erasure);
    }

    /** Which last an hour at most. */
    private Uni<Void> forgetOwnRounds(Erasure erasure) {
        return ownRounds
                .forget(request.caller().tenantId(), erasure.userId())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("What tools gave a user is forgotten in an hour: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** What fails or takes long now is gone on with by itself. */
    private Uni<Void> begin(Erasure erasure) {
        return CallerContext.returnTo(() -> eraseUsers
                .work()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("A user is forgotten later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull());
    }

    @GET
    @Path("/erasure")
    @Operation(summary = "How far the last erasure of a user is")
    public Uni<ErasureView> get(String id) {
        return request.run(who -> erasures.lastOf(id))
                .map(found -> found.map(ErasureView::of).orElseThrow(() -> ProblemException.notFound("erasure")));
    }
}
