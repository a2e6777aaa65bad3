package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.Question;
import dev.spectrum.platform.tenant.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The sessions of clients of revision 2025-11-25. A session's id says, sealed, whose it is and what its client can do: so
 * every process knows it, and one that has forgotten it, or never saw it, remakes it. What else belongs to a session (its log
 * level, its streams and questions) is in the process that got the request.
 */
@ApplicationScoped
class Sessions {

    private static final String PURPOSE = "session";
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int MOST = 10_000;

    private final Seal seal;
    private final Map<String, Known> sessions = new Latest<>();
    private final Map<String, Boolean> ended = new Latest<>();

    Sessions(Seal seal) {
        this.seal = seal;
    }

    private record Known(String owner, Session session) {}

    /** Gives a new session's id. */
    String begin(Caller caller, JsonNode capabilities) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("owner", owner(caller));
        ObjectNode kept = content.putObject("can");
        for (Question.Kind kind : Question.Kind.values()) {
            if (Capabilities.allow(capabilities, kind)) {
                kept.putObject(kind.capability());
            }
        }
        return seal.close(PURPOSE, content, LIFETIME);
    }

    /** @throws McpException if it is none of this caller's, or has ended */
    Session require(String id, Caller caller) {
        synchronized (sessions) {
            if (ended.containsKey(id)) {
                throw McpException.noSuchSession();
            }
            Known known = sessions.get(id);
            if (known == null) {
                known = seal.open(PURPOSE, id)
                        .map(content -> new Known(content.path("owner").asText(), new Session(content.path("can"))))
                        .orElseThrow(McpException::noSuchSession);
                sessions.put(id, known);
            }
            if (!known.owner().equals(owner(caller))) {
                throw McpException.noSuchSession();
            }
            return known.session();
        }
    }

    /** @throws McpException if it is none of this caller's, or has ended before */
    void end(String id, Caller caller) {
        synchronized (sessions) {
            require(id, caller);
            sessions.remove(id);
            ended.put(id, true);
        }
    }

    private static String owner(Caller caller) {
        return caller.tenantId() + "/" + caller.subject();
    }

    /** Forgets what was not asked for in the longest time. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
