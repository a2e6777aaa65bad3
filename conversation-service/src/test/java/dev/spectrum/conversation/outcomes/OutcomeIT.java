package dev.spectrum.conversation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutcomeIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String role = "outcome-" + UUID.randomUUID();

    private String conversation;
    private String path;

    @BeforeEach
    void thereIsAConversation() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), role, 4, agent -> agent.put("definition_version", 3));
        conversation = Chat.send(role, "Book a call with Dana.").jsonPath().getString("conversation_id");
        path = "/api/v1/conversations/" + conversation + "/outcomes";
    }

    @Test
    void isKeptWithTheVersionThatAnsweredAndToldOf() {
        Chat.as(TestUser.ACME_MEMBER)
                .header("Idempotency-Key", conversation)
                .body("{\"name\": \"appointment_booked\", \"value\": 1}")
                .post(path)
                .then()
                .statusCode(201)
                .body("agent.version", equalTo(3))
                .body("source", equalTo(TestUser.ACME_MEMBER.subject()));
        Chat.as(TestUser.ACME_MEMBER)
                .header("Idempotency-Key", conversation)
                .body("{\"name\": \"appointment_booked\", \"value\": 1}")
                .post(path)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true");

        list().body("items.name", contains("appointment_booked")).body("items.agent.role", contains(role));
        KafkaEvent told = told();
        assertThat(told.data().path("name").asText()).isEqualTo("appointment_booked");
        assertThat(told.data().path("value").asInt()).isEqualTo(1);
        assertThat(told.data().path("agent_version").asInt()).isEqualTo(3);
    }

    @Test
    void othersEventsAttachToTheConversationTheyName() {
        tell("channel.events", "channel.appointment.booked", told -> {});
        tell("channel.events", "channel.payment.received", told -> told.put("value", 99.5));
        tell("outreach.events", "outreach.reply.classified", told -> {});
        tell("outreach.events", "outreach.lead.converted", told -> told.put("value", 1200));

        await().untilAsserted(() -> assertThat(outcomes().<String>getList("items.name"))
                .containsExactlyInAnyOrder("appointment_booked", "payment_received", "replied", "converted"));
        JsonPath outcomes = outcomes();
        assertThat(outcomes.getDouble("items.find { it.name == 'payment_received' }.value"))
                .isEqualTo(99.5);
        assertThat(outcomes.getString("items.find { it.name == 'replied' }.source"))
                .isEqualTo("dev.spectrum.outreach.reply.classified.v1");
        assertThat(outcomes.<Integer>getList("items.agent.version")).containsOnly(3);
    }

    @Test
    void theSameEventTwiceIsOneOutcome() {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        ObjectNode data = JSON.createObjectNode().put("conversation_id", conversation);
        for (int i = 0; i < 2; i++) {
            AgentState.tellOn(
                    "spectrum.channel.events",
                    "channel.appointment.booked",
                    TestUser.ACME,
                    UUID.fromString(conversation),
                    event,
                    data);
        }
        tell("channel.events", "channel.payment.received", told -> {});

        await().until(() -> outcomes().<String>getList("items.name").contains("payment_received"));
        assertThat(outcomes().<String>getList("items.name")).containsExactly("appointment_booked", "payment_received");
    }

    @Test
    void anEventOfNoConversationOrOfAnotherTenantsAttachesToNone() throws SQLException {
        ObjectNode without = JSON.createObjectNode().putNull("conversation_id");
        AgentState.tellOn(
                "spectrum.channel.events",
                "channel.appointment.booked",
                TestUser.ACME,
                UUID.randomUUID(),
                UuidCreator.getTimeOrderedEpoch(),
                without);
        ObjectNode named = JSON.createObjectNode().put("conversation_id", conversation);
        UUID last = UuidCreator.getTimeOrderedEpoch();
        AgentState.tellOn(
                "spectrum.channel.events",
                "channel.appointment.booked",
                TestUser.GLOBEX,
                UUID.fromString(conversation),
                last,
                named);

        await().until(() -> {
            try (Sql globex = Sql.in(TestUser.GLOBEX)) {
                return globex.count("select count(*) from inbox where event_id = ?", last.toString()) == 1;
            }
        });
        try (Sql globex = Sql.in(TestUser.GLOBEX)) {
            assertThat(globex.count("select count(*) from outcome")).isZero();
        }
        assertThat(outcomes().<String>getList("items")).isEmpty();
    }

    @Test
    void badOutcomesAreRefused() {
        for (String name : List.of("Booked", "", "with space", "a".repeat(65))) {
            Chat.as(TestUser.ACME_MEMBER)
                    .body("{\"name\": \"" + name + "\"}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/name"));
        }
        for (String value : List.of("1e40", "0.0000001", "\"much\"")) {
            Chat.as(TestUser.ACME_MEMBER)
                    .body("{\"name\": \"booked\", \"value\": " + value + "}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/value"));
        }
        for (TestUser stranger : List.of(TestUser.GLOBEX_OWNER)) {
            Chat.as(stranger).body("{\"name\": \"booked\"}").post(path).then().statusCode(404);
            Chat.as(stranger).get(path).then().statusCode(404);
        }
        Chat.as(TestUser.ACME_VIEWER).get(path).then().statusCode(404);
    }

    private void tell(String topic, String what, java.util.function.Consumer<ObjectNode> change) {
        ObjectNode data = JSON.createObjectNode().put("conversation_id", conversation);
        change.accept(data);
        AgentState.tellOn(
                "spectrum." + topic,
                what,
                TestUser.ACME,
                UUID.fromString(conversation),
                UuidCreator.getTimeOrderedEpoch(),
                data);
    }

    private KafkaEvent told() {
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            return events.await(event -> event.type().endsWith("outcome.recorded.v1")
                    && event.subject().equals(conversation));
        }
    }

    private JsonPath outcomes() {
        return list().extract().jsonPath();
    }

    private io.restassured.response.ValidatableResponse list() {
        return Chat.as(TestUser.ACME_MEMBER).get(path).then().statusCode(200);
    }
}
