package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Answers the messages that clients post, whichever way they came in. */
@ApplicationScoped
class McpEndpoint {

    static final String SESSION = "Mcp-Session-Id";

    private final McpServer server;
    private final Sessions sessions;
    private final ObjectMapper json;

    McpEndpoint(McpServer server, Sessions sessions, ObjectMapper json) {
        this.server = server;
        this.sessions = sessions;
        this.json = json;
    }

    /**
     * A message, and who sends it.
     *
     * @param agentRole whose endpoint it came to
     * @param tokenExpiry until when the caller may be told anything
     */
    record Posted(
            byte[] body,
            Optional<String> agentRole,
            Caller caller,
            Optional<String> idempotencyKey,
            Instant tokenExpiry,
            RequestHeaders headers,
            ResponseStream stream) {}

    /**
     * What the client gets. Where the answer has become a stream, all of it has been sent.
     *
     * @param status HTTP's
     * @param session that begins with it, for the header of that name
     */
    record Reply(int status, Optional<JsonNode> message, Optional<String> session) {

        private static final Reply ACCEPTED = new Reply(202, Optional.empty(), Optional.empty());

        static Reply error(Optional<JsonNode> id, McpException failure) {
            ObjectNode message = McpEndpoint.message(id);
            ObjectNode error =
                    message.putObject("error").put("code", failure.code()).put("message", failure.getMessage());
            failure.data().ifPresent(data -> error.set("data", data));
            return new Reply(failure.status(), Optional.of(message), Optional.empty());
        }
    }

    /** Fails only with what is HTTP's business: what is wrong with a message is an answer. */
    Uni<Reply> answer(Posted posted) {
        try {
            return switch (Message.read(posted.body(), json)) {
                case Message.Request call -> answer(call, posted);
                case Message.Notification notification -> accept(notification, posted);
                case Message.Answer answer -> accept(answer, posted);
                case Message.Malformed(JsonNode id, McpException reason) ->
                    Uni.createFrom().item(Reply.error(Optional.of(id), reason));
            };
        } catch (McpException withoutId) {
            return Uni.createFrom().item(Reply.error(Optional.empty(), withoutId));
        }
    }

    private Uni<Reply> accept(Message.Notification notification, Posted posted) {
        Revision.require(posted.headers().get(Revision.VERSION_HEADER));
        if (notification.method().equals("notifications/cancelled")) {
            session(posted)
                    .ifPresent(session -> session.cancel(notification.params().path("requestId")));
        }
        return Uni.createFrom().item(Reply.ACCEPTED);
    }

    private Uni<Reply> accept(Message.Answer answer, Posted posted) {
        session(posted)
                .orElseThrow(
                        () -> McpException.invalidRequest("Answers need the session in which something was asked."))
                .answer(answer);
        return Uni.createFrom().item(Reply.ACCEPTED);
    }

    private Uni<Reply> answer(Message.Request call, Posted posted) {
        return Uni.createFrom()
                .deferred(() -> answer(exchange(call, posted)))
                .map(result -> onStream(reply(call, result, posted), posted.stream()))
                .onFailure(failure -> failure instanceof McpException || failure instanceof Session.Cancelled)
                .recoverWithItem(failure -> onStream(reply(call, failure), posted.stream()));
    }

    private Reply reply(Message.Request call, ObjectNode result, Posted posted) {
        return new Reply(
                200,
                Optional.of(message(Optional.of(call.id())).set("result", result)),
                isInitialize(call)
                        ? Optional.of(
                                sessions.begin(posted.caller(), call.params().path("capabilities")))
                        : Optional.empty());
    }

    private static Reply reply(Message.Request call, Throwable failure) {
        return failure instanceof McpException reason ? Reply.error(Optional.of(call.id()), reason) : Reply.ACCEPTED;
    }

    private Uni<ObjectNode> answer(Exchange exchange) {
        Uni<ObjectNode> result = server.answer(exchange);
        return exchange.session()
                .map(session -> session.run(exchange.request().id(), result))
                .orElse(result);
    }

    private Exchange exchange(Message.Request call, Posted posted) {
        Revision revision = Revision.of(call, posted.headers());
        return new Exchange(
                call,
                revision,
                posted.headers(),
                posted.caller(),
                posted.agentRole(),
                posted.idempotencyKey(),
                posted.tokenExpiry(),
                revision == Revision.LEGACY && !isInitialize(call) ? session(posted) : Optional.empty(),
                posted.stream());
    }

    /** Only the older revision has it: the session begins with its answer. */
    private static boolean isInitialize(Message.Request call) {
        return call.method().equals("initialize");
    }

    /** The last event, where the answer has become a stream. */
    private static Reply onStream(Reply reply, ResponseStream stream) {
        if (!stream.hasBegun()) {
            return reply;
        }
        reply.message().ifPresent(stream::send);
        return new Reply(reply.status(), Optional.empty(), Optional.empty());
    }

    private Optional<Session> session(Posted posted) {
        return posted.headers().get(SESSION).map(id -> sessions.require(id, posted.caller()));
    }

    private static ObjectNode message(Optional<JsonNode> id) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        id.ifPresent(value -> message.set("id", value));
        return message;
    }
}
