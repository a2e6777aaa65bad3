package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * A request, who makes it, and the way back to them.
 *
 * @param agentRole whose endpoint it came to
 * @param tokenExpiry until when the caller may be told anything
 * @param session empty for the stateless revision, and for clients of the older one that use none
 */
record Exchange(
        Message.Request request,
        Revision revision,
        RequestHeaders headers,
        Caller caller,
        Optional<String> agentRole,
        Optional<String> idempotencyKey,
        Instant tokenExpiry,
        Optional<Session> session,
        ResponseStream stream) {

    ObjectNode params() {
        return request.params();
    }

    JsonNode meta() {
        return params().path("_meta");
    }

    /** What the client says that it can do. */
    JsonNode capabilities() {
        return revision == Revision.MODERN
                ? meta().path(Revision.META_CAPABILITIES)
                : session.map(Session::capabilities).orElse(Session.NO_CAPABILITIES);
    }

    /** The cursor of the page that is asked for. */
    Optional<String> cursor() {
        JsonNode cursor = params().path("cursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            return Optional.empty();
        } else if (!cursor.isTextual()) {
            throw McpException.malformedParams("A cursor is a string.");
        }
        return Optional.of(cursor.asText());
    }

    /** A text that must be among the parameters. */
    String required(String name) {
        JsonNode value = params().path(name);
        if (!value.isTextual()) {
            throw McpException.malformedParams(request.method() + " needs a " + name + ".");
        }
        return value.asText();
    }

    /** An object that may be among the parameters. */
    ObjectNode object(String name) {
        JsonNode value = params().path(name);
        if (value instanceof ObjectNode object) {
            return object;
        } else if (value.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        throw McpException.malformedParams(name + " must be an object.");
    }
}
