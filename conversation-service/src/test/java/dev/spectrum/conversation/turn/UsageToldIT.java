package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call of a model is in one event, with what it cost: the sum of the events is what the budget counted. */
@QuarkusTest
class UsageToldIT {

    private static final String TURN = "dev.spectrum.conversation.turn.";

    private final String role = "usage-" + UUID.randomUUID();

    @Inject
    Budget budget;

    private long spentBefore;

    @BeforeEach
    void anAgentWithADearModel() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), role, 0, changed -> changed.put("model", "gpt-4o"));
        spentBefore = spent();
    }

    @Test
    void aTurnsEventTellsWhatAllItsCallsCost() {
        GATEWAY.offer("search", "{}");
        MODEL.askFor("search", "{}");
        MODEL.say("Done.");

        KafkaEvent event = told(send(), "completed");

        assertThat(event.data().at("/usage/input_tokens").asInt()).isEqualTo(20);
        assertThat(microUsd(event)).isPositive().isEqualTo(spent() - spentBefore);
        assertThat(calls(event)).containsExactly("gpt-4o 10+5", "gpt-4o 10+5");
        assertThat(event.data().path("started_at").asText())
                .isLessThanOrEqualTo(
                        event.data().at("/model_calls/0/started_at").asText());
    }

    @Test
    void aStoppedTurnsEventTellsWhatTheCallThatWasGivenUpIsPaid() {
        MODEL.say(new Reply.Drips("la "));
        String conversation;
        try (Events song = Events.send(Chat.body(role, "Sing"))) {
            JsonNode started = song.await("RUN_STARTED").data();
            conversation = started.path("threadId").asText();
            song.await("TEXT_MESSAGE_CONTENT");
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + started.path("runId").asText() + "/stop");
            song.toTheEnd();
        }

        KafkaEvent event = told(conversation, "stopped");

        assertThat(calls(event)).singleElement().asString().endsWith(" cancelled");
        assertThat(microUsd(event)).isPositive().isEqualTo(spent() - spentBefore);
    }

    @Test
    void aFailedTurnsEventTellsWhatItsCallsCostAndItsRetrysEventOnlyItsOwn() {
        GATEWAY.offer("search", "{}");
        MODEL.askFor("search", "{}");
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        Map<String, Object> body = Chat.body(role, "Who?");
        body.put("client_message_id", UUID.randomUUID());
        String conversation = Chat.send(body).jsonPath().getString("conversation_id");
        KafkaEvent failed = told(conversation, "failed");
        assertThat(failed.data().path("model").asText()).isEqualTo("gpt-4o");
        assertThat(calls(failed))
                .containsExactly("gpt-4o 10+5", "gpt-4o 0+0 model-unavailable", "gpt-4o 0+0 model-unavailable");
        MODEL.say("Done.");
        Chat.send(body).then().statusCode(200);

        KafkaEvent completed = told(conversation, "completed");

        assertThat(microUsd(failed)).isPositive();
        assertThat(microUsd(failed) + microUsd(completed)).isEqualTo(spent() - spentBefore);
    }

    @Test
    void aModelThatWasGivenUpIsToldAtWhatWasReservedForIt() {
        MODEL.say(new Reply.Silence());

        KafkaEvent event = told(send(), "failed");

        assertThat(event.data().path("reason").asText()).isEqualTo("timeout");
        assertThat(microUsd(event)).isPositive().isEqualTo(spent() - spentBefore);
    }

    @Test
    void anAttemptThatWasOvertakenTellsWhatItUsed() throws SQLException {
        MODEL.say(new Reply.Late(Duration.ofMillis(1500), new Reply.Text("Too late.")));
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change("update agent set definition_version = 41 where role = ?", role);
        }
        CompletableFuture<Response> sent = CompletableFuture.supplyAsync(() -> Chat.send(role, "Who?"));
        await().until(() -> !MODEL.requests().isEmpty());
        String conversation;
        try (Sql sql = Sql.in(TestUser.ACME)) {
            conversation = sql.one(
                            "update turn set attempt = attempt + 1 where state = 'running' and conversation_id ="
                                    + " (select id from conversation where agent_role = ?) returning conversation_id",
                            role)
                    .orElseThrow();
        }

        KafkaEvent event = told(conversation, "superseded");

        // Of the definition, as the turn's other events say it; not of the row.
        assertThat(event.data().path("agent_version").asLong()).isEqualTo(41);
        assertThat(microUsd(event)).isPositive().isEqualTo(spent() - spentBefore);
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "update turn set state = 'failed', failure = 'internal' where conversation_id = ?::uuid",
                    conversation);
        }
        sent.join();
    }

    @Test
    void aLowerLimitCountsFromTheNextCallOn() {
        send();
        AgentState.tenant(TestUser.ACME, "Acme Corp", 0.000001, System.currentTimeMillis());
        try {
            Chat.send(role, "And now?").then().statusCode(429);
        } finally {
            AgentState.tenant(TestUser.ACME, "Acme Corp", 5, System.currentTimeMillis());
        }
        Chat.send(role, "And then?").then().statusCode(200);
    }

    /** Gives the conversation. */
    private String send() {
        return Chat.send(role, "Who?").jsonPath().getString("conversation_id");
    }

    private static KafkaEvent told(String conversation, String end) {
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            List<KafkaEvent> told = events.await(
                    1,
                    event ->
                            event.subject().equals(conversation) && event.type().equals(TURN + end + ".v1"));
            assertThat(told).hasSize(1);
            return told.getFirst();
        }
    }

    /** Each as {@code model input+output error}, having checked that they cost what the event says. */
    private static List<String> calls(KafkaEvent event) {
        List<JsonNode> calls = event.data().path("model_calls").valueStream().toList();
        assertThat(calls.stream()
                        .mapToLong(call -> microUsd(call.path("cost_usd")))
                        .sum())
                .isEqualTo(microUsd(event));
        return calls.stream()
                .map(call -> (call.path("model").asText() + " "
                                + call.path("input_tokens").asText() + "+"
                                + call.path("output_tokens").asText() + " "
                                + call.path("error").asText())
                        .strip())
                .toList();
    }

    private static long microUsd(KafkaEvent event) {
        return microUsd(event.data().at("/usage/cost_usd"));
    }

    private static long microUsd(JsonNode usd) {
        return usd.decimalValue().movePointRight(6).longValueExact();
    }

    private long spent() {
        return budget.used(TestUser.ACME)
                .await()
                .indefinitely()
                .map(Budget.Used::spent)
                .orElse(0L);
    }
}
