package dev.spectrum.conversation.turn.web;

import dev.spectrum.conversation.runs.EventId;
import dev.spectrum.conversation.runs.RunEvent;
import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.conversation.turn.FollowTurn;
import dev.spectrum.conversation.turn.ResumeTurn;
import dev.spectrum.conversation.turn.StopTurn;
import dev.spectrum.conversation.turn.TakeTurn;
import dev.spectrum.conversation.turn.TurnEnd;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EventStream;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Runs that go on without the connection that began them. */
@Path("/api/chat/runs/{id}")
public class RunResource {

    /** No refusal of a run's names the role of its agent. */
    private static final String NO_ROLE = "";

    private static final String EVENTS = """
            id: 1-3
            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"01990000-0000-7000-8000-00000000e002","delta":"Start with Dana"}

            """;

    private final FollowTurn followTurn;
    private final StopTurn stopTurn;
    private final TakeTurn takeTurn;
    private final TenantRequest request;
    private final JsonWebToken token;

    RunResource(
            FollowTurn followTurn, StopTurn stopTurn, TakeTurn takeTurn, TenantRequest request, JsonWebToken token) {
        this.followTurn = followTurn;
        this.stopTurn = stopTurn;
        this.takeTurn = takeTurn;
        this.request = request;
        this.token = token;
    }

    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.READ)
    @Operation(
            summary = "Follow a run's events, from any replica",
            description =
                    "With Last-Event-ID from the event after that one; else from the first. Where the events are gone,"
                            + " the stream begins anew with RUN_STARTED and gives the answer at once. 204 after the last event.")
    @APIResponse(
            responseCode = "200",
            description = "Events of AG-UI 1.0",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "events", value = EVENTS)))
    @APIResponse(responseCode = "204", description = "The event named was the last")
    public Uni<Response> events(UUID id, @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        Optional<EventId> last = Optional.ofNullable(lastEventId).map(RunResource::parse);
        return followTurn
                .follow(request.caller(), id, last)
                .map(events -> events.orElseThrow(() -> ProblemException.notFound("run")))
                .map(events -> last.filter(EventId::isEnd).isPresent()
                        ? Response.noContent().build()
                        : Response.ok(new EventStream(events.map(RunEvent::asServerSent)))
                                .type(MediaType.SERVER_SENT_EVENTS)
                                .build());
    }

    private static EventId parse(String lastEventId) {
        return EventId.parse(lastEventId)
                .orElseThrow(
                        () -> ProblemException.invalid("", "Last-Event-ID must be the id of one of the run's events."));
    }

    @POST
    @Path("/stop")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    @Operation(
            summary = "Stop a run, wherever it is taken",
            description =
                    "Gives its answer, with all that had come until then. A run that has ended stays as it is; one that"
                            + " waits for decisions ends without them.")
    @APIResponse(
            responseCode = "200",
            description = "The answer, as chat/send gives it; its outcome is cancelled",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChatAnswer.class),
                            examples = @ExampleObject(name = "answer", value = ChatResource.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "The run failed, or does not stop yet")
    public Uni<Response> stop(UUID id) {
        return stopTurn.stop(request.caller(), new AccessToken(token.getRawToken()), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("run")))
                .map(end -> switch (end) {
                    case TurnEnd.Answered answered ->
                        Response.ok(answered.json(), MediaType.APPLICATION_JSON_TYPE)
                                .build();
                    case TurnEnd.StillRunning running -> throw TurnProblems.stillRunning(running.turn());
                    case TurnEnd.Failed failed ->
                        throw ProblemException.conflict(
                                "run-failed",
                                "The run had failed: " + failed.failure().sentence());
                    case TurnEnd.Busy busy -> throw TurnProblems.busy(busy.runId());
                    case TurnEnd.Refused refused -> throw TurnProblems.refused(refused.refusal(), NO_ROLE);
                });
    }

    @POST
    @Path("/resume")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    @Operation(
            summary = "Decide on the tool calls that a run waits with, and let it go on",
            description =
                    "For each of its interrupts: approve, edit (with other arguments) or reject (with a comment for the"
                            + " agent). Answers as chat/send does. The same decisions again join the run or repeat its answer.")
    @APIResponse(
            responseCode = "200",
            description = "The answer, as chat/send gives it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChatAnswer.class),
                            examples = @ExampleObject(name = "answer", value = ChatResource.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "The run waits for nothing, or its conversation is busy")
    public Uni<Response> resume(UUID id, @Valid @NotNull Decisions body) {
        return takeTurn.take(decided(id, body)).map(end -> ChatResource.answer(end, NO_ROLE));
    }

    /** The same as events of AG-UI 1.0, where the request accepts {@code text/event-stream}. */
    @POST
    @Path("/resume")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> resumeAsEvents(UUID id, @Valid @NotNull Decisions body) {
        return takeTurn.hear(decided(id, body)).map(end -> ChatResource.answer(end, NO_ROLE));
    }

    private ResumeTurn.Decided decided(UUID id, Decisions body) {
        return new ResumeTurn.Decided(request.caller(), new AccessToken(token.getRawToken()), id, body.byCall());
    }
}
