package dev.spectrum.agent.budget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.testing.ToldEvent;
import java.util.UUID;

/** Tells of turns as conversation-service does: on the topic spectrum.conversation.events. */
final class TurnsForTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TurnsForTests() {}

    /** A turn's end, with all that the ledger needs. */
    record Turn(UUID agent, String user, String model, double costUsd) {

        private ObjectNode data() {
            ObjectNode data = JSON.createObjectNode()
                    .put("conversation_id", UUID.randomUUID().toString())
                    .put("run_id", UuidCreator.getTimeOrderedEpoch().toString())
                    .put("user_id", user)
                    .put("agent_id", agent.toString())
                    .put("agent_role", "sales")
                    .put("model", model);
            data.putObject("usage")
                    .put("input_tokens", 100)
                    .put("output_tokens", 10)
                    .put("cost_usd", costUsd);
            return data;
        }
    }

    static void completed(UUID tenant, Turn turn) {
        tell("completed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    static void failed(UUID tenant, String reason, Turn turn) {
        tell("failed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data().put("reason", reason));
    }

    static void superseded(UUID tenant, Turn turn) {
        tell("superseded", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    /** The same event, as often as Kafka may give it. */
    static void completedTwice(UUID tenant, Turn turn) {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        ObjectNode data = turn.data();
        tell("completed", tenant, event, data);
        tell("completed", tenant, event, data);
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
