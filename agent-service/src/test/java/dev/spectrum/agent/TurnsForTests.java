package dev.spectrum.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.testing.ToldEvent;
import java.time.Instant;
import java.util.UUID;

/** Tells of turns as conversation-service does: on the topic spectrum.conversation.events. */
public final class TurnsForTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TurnsForTests() {}

    /** An attempt at a turn, with no calls told of it: with all that the ledger needs. */
    public record Turn(UUID run, UUID conversation, UUID agent, String user, String model, double costUsd) {

        public Turn(UUID agent, String user, String model, double costUsd) {
            this(UuidCreator.getTimeOrderedEpoch(), UUID.randomUUID(), agent, user, model, costUsd);
        }

        /** An attempt that began then and asked these models, each as {@code model error}, for equal parts of the cost. */
        public ObjectNode calling(Instant start, String... models) {
            ObjectNode data = data().put("started_at", start.toString());
            ArrayNode calls = data.putArray("model_calls");
            for (String called : models) {
                ObjectNode call = calls.addObject()
                        .put("model", called.split(" ", -1)[0])
                        .put("input_tokens", 100 / models.length)
                        .put("output_tokens", 10 / models.length)
                        .put("cost_usd", costUsd / models.length)
                        .put("started_at", start.plusSeconds(1).toString())
                        .put("duration_ms", 1500);
                if (called.contains(" ")) {
                    call.put("error", called.split(" ", -1)[1]);
                }
            }
            return data;
        }

        private ObjectNode data() {
            ObjectNode data = JSON.createObjectNode()
                    .put("conversation_id", conversation.toString())
                    .put("run_id", run.toString())
                    .put("user_id", user)
                    .put("agent_id", agent.toString())
                    .put("agent_role", "sales")
                    .put("agent_version", 7)
                    .put("model", model);
            data.putObject("usage")
                    .put("input_tokens", 100)
                    .put("output_tokens", 10)
                    .put("cost_usd", costUsd);
            return data;
        }
    }

    public static void completed(UUID tenant, Turn turn) {
        tell("completed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    public static void failed(UUID tenant, String reason, Turn turn) {
        tell("failed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data().put("reason", reason));
    }

    public static void superseded(UUID tenant, Turn turn) {
        tell("superseded", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    /** The same event, as often as Kafka may give it. */
    public static void completedTwice(UUID tenant, Turn turn) {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        ObjectNode data = turn.data();
        tell("completed", tenant, event, data);
        tell("completed", tenant, event, data);
    }

    /** @param what the turn came to, such as {@code paused} */
    public static void told(String what, UUID tenant, ObjectNode data) {
        tell(what, tenant, UuidCreator.getTimeOrderedEpoch(), data);
    }

    private static void tell(String what, UUID tenant, UUID event, ObjectNode data) {
        new ToldEvent(
                        event,
                        "spectrum.conversation.events",
                        "dev.spectrum.conversation.turn." + what + ".v1",
                        tenant,
                        data.path("conversation_id").asText(),
                        data)
                .tell();
    }
}
