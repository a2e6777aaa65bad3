package dev.spectrum.conversation.turn.web;

import dev.spectrum.conversation.runs.RunEvent;
import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.conversation.turn.Asked;
import dev.spectrum.conversation.turn.TakeTurn;
import dev.spectrum.conversation.turn.TurnEnd;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EventStream;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Chatting with agents. */
@Path("/api")
@RolesAllowed(Role.WRITE)
public class ChatResource {

    private static final int LONGEST_MESSAGE = 32 * 1024;
    static final String EXAMPLE = """
            {"conversation_id": "01990000-0000-7000-8000-00000000c001", "run_id": "01990000-0000-7000-8000-00000000d001",
             "message_id": "01990000-0000-7000-8000-00000000e002", "message": "Start with Dana Whitfield of Northwind ...",
             "tool_calls": [{"id": "call_1", "name": "revops_search_contacts", "arguments": {"query": "open"},
                             "result": {"contacts": []}, "is_error": false, "duration_ms": 12}],
             "usage": {"input_tokens": 812, "output_tokens": 96, "cost_usd": 0.00299},
             "agent": {"id": "01990000-0000-7000-8000-00000000f001", "role": "sales", "version": 3}, "variant": null}""";

    private final TakeTurn takeTurn;
    private final TenantRequest request;
    private final JsonWebToken token;

    ChatResource(TakeTurn takeTurn, TenantRequest request, JsonWebToken token) {
        this.takeTurn = takeTurn;
        this.request = request;
        this.token = token;
    }

    @POST
    @Path("/v1/chat/send")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send a message to an agent and get its answer",
            description =
                    "A message has at most 32 KB (UTF-8). With a client_message_id (or an Idempotency-Key) the same"
                            + " message sent again gets the same answer, joins the turn that is answering it, or, if that failed,"
                            + " tries again without writing the message twice. Without either, the message_id of the problem"
                            + " serves as client_message_id for the retry. A conversation stays with the agent that it was"
                            + " started with: another agent_role is a 409.")
    @APIResponse(
            responseCode = "200",
            description = "The agent's answer",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChatAnswer.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @APIResponse(
            responseCode = "502",
            description = "The model is down or refuses; likewise 503 overloaded, 504 too slow, 429 budget used up. The"
                    + " message is kept; conversation_id, run_id, message_id and retryable say how to go on.")
    public Uni<Response> send(@Valid @NotNull SendMessage body) {
        return takeTurn.take(asked(body)).map(end -> answer(end, body.agentRole()));
    }

    @POST
    @Path("/chat/send")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The same as /api/v1/chat/send")
    @APIResponse(
            responseCode = "200",
            description = "The agent's answer",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChatAnswer.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    public Uni<Response> sendUnversioned(@Valid @NotNull SendMessage body) {
        return send(body);
    }

    /** The same as events of AG-UI 1.0, where the request accepts {@code text/event-stream}. */
    @POST
    @Path("/v1/chat/send")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<Response> stream(@Valid @NotNull SendMessage body) {
        return takeTurn.hear(asked(body)).map(heard -> answer(heard, body.agentRole()));
    }

    @POST
    @Path("/chat/send")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<Response> streamUnversioned(@Valid @NotNull SendMessage body) {
        return stream(body);
    }

    private Asked asked(SendMessage body) {
        if (body.message().getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
            throw ProblemException.of(
                    413, "message-too-large", "The message is too large", "A message has at most 32 KB (UTF-8).");
        }
        return new Asked(
                request.caller(),
                new AccessToken(token.getRawToken()),
                body.agentRole(),
                Optional.ofNullable(body.conversationId()),
                body.place(),
                body.message(),
                body.files(),
                Optional.ofNullable(body.clientMessageId()).map(UUID::toString).or(request::idempotencyKey));
    }

    static Response answer(TurnEnd end, String agentRole) {
        return switch (end) {
            case TurnEnd.Answered(String json, boolean repeated) -> ok(json, repeated);
            case TurnEnd.Refused(Refusal refusal) -> throw TurnProblems.refused(refusal, agentRole);
            case TurnEnd.Busy(UUID runId) -> throw TurnProblems.busy(runId);
            case TurnEnd.StillRunning(Turn turn) -> throw TurnProblems.stillRunning(turn);
            case TurnEnd.Failed failed -> throw TurnProblems.failed(failed);
        };
    }

    static Response answer(TakeTurn.Heard heard, String agentRole) {
        return switch (heard) {
            case TakeTurn.Heard.Events(Multi<RunEvent> events) ->
                Response.ok(new EventStream(events.map(RunEvent::asServerSent)))
                        .type(MediaType.SERVER_SENT_EVENTS)
                        .build();
            case TakeTurn.Heard.Refused(Refusal refusal) -> throw TurnProblems.refused(refusal, agentRole);
            case TakeTurn.Heard.Busy(UUID runId) -> throw TurnProblems.busy(runId);
        };
    }

    private static Response ok(String json, boolean repeated) {
        Response.ResponseBuilder answer = Response.ok(json, MediaType.APPLICATION_JSON_TYPE);
        return repeated ? answer.header("Idempotency-Replayed", "true").build() : answer.build();
    }
}
