package dev.spectrum.conversation.agents;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgentStateIT {

    private final String role = "agent-" + UUID.randomUUID();

    @Inject
    KnownAgents known;

    private UUID agent;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
    }

    @Test
    void aChangedAgentReachesTheNextTurn() {
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");

        change(1, changed -> changed.put("system_prompt", "You are a pirate.").put("model", "gpt-4.1"));

        Chat.send(role, "Hello", conversation).then().statusCode(200).body("agent.version", equalTo(1));
        assertThat(systemPrompt()).isEqualTo("You are a pirate.");
        assertThat(MODEL.lastRequest().path("model").asText()).isEqualTo("gpt-4.1");
    }

    /** From the event in Kafka to the answer of a turn with it; the first part of the way is agent-service's. */
    @Test
    void aChangeIsKnownAtOnce() {
        Chat.send(role, "Hello").then().statusCode(200);
        for (int version = 1; version <= 5; version++) {
            String prompt = "Version " + version;
            ObjectNode changed = AgentState.agentData(agent, role, version);
            changed.put("system_prompt", prompt);
            Instant told = Instant.now();
            AgentState.tell("agent.changed", TestUser.ACME, agent, UuidCreator.getTimeOrderedEpoch(), changed);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> knownPrompt().equals(Optional.of(prompt)));
            System.out.printf(
                    "From telling of a change (a new producer's start included) to its being known: %d ms%n",
                    Duration.between(told, Instant.now()).toMillis());
            Chat.send(role, "Hello").then().statusCode(200);
            assertThat(systemPrompt()).isEqualTo(prompt);
        }
    }

    private Optional<String> knownPrompt() throws SQLException {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            return sql.one("select system_prompt from agent where id = ?", agent);
        }
    }

    @Test
    void whatATurnReportsIsTheDefinitionThatRanEvenAfterARollback() {
        change(7, changed -> changed.put("system_prompt", "Older.").put("definition_version", 2));

        Chat.send(role, "Hello").then().statusCode(200).body("agent.version", equalTo(2));

        assertThat(systemPrompt()).isEqualTo("Older.");
    }

    @Test
    void thePromptKnowsTheTenantsBrand() {
        change(
                1,
                changed -> changed.put("system_prompt", "{product_name} by {brand_name}, {support_email}")
                        .putObject("white_label")
                        .put("brand_name", "Zenith")
                        .put("product_name", "Assist")
                        .put("support_email", "help@acme.test"));

        Chat.send(role, "Hello").then().statusCode(200);

        assertThat(systemPrompt()).isEqualTo("Assist by Zenith, help@acme.test");
    }

    @Test
    void anAgentThatIsRememberedWronglyIsNoticed() {
        Chat.send(role, "Hello").then().statusCode(200);
        TenantAgent old = known.withRole(TestUser.ACME, role).orElseThrow();
        change(1, changed -> changed.put("system_prompt", "You are a pirate."));
        known.keep(old);

        Chat.send(role, "Hello").then().statusCode(200).body("agent.version", equalTo(1));

        assertThat(systemPrompt()).isEqualTo("You are a pirate.");
    }

    @Test
    void aChangedCompanyReachesTheNextTurn() {
        Chat.send(role, "Hello").then().statusCode(200);
        long version = System.currentTimeMillis();
        AgentState.tenant(TestUser.ACME, "Acme Limited", 5, version);
        try {
            Chat.send(role, "Hello").then().statusCode(200);

            assertThat(systemPrompt()).contains("Acme Limited");
        } finally {
            AgentState.tenant(TestUser.ACME, "Acme Corp", 5, version + 1);
        }
    }

    @Test
    void aDisabledDeletedOrRenamedAgentTalksNoMore() {
        Chat.send(role, "Hello").then().statusCode(200);
        change(1, changed -> changed.put("enabled", false));
        Chat.send(role, "Hello").then().statusCode(404);
        change(2, changed -> {});
        Chat.send(role, "Hello").then().statusCode(200);
        change(3, changed -> changed.put("role", role + "-renamed"));
        Chat.send(role, "Hello").then().statusCode(404);
        Chat.send(role + "-renamed", "Hello").then().statusCode(200);
        change(4, changed -> changed.put("role", role + "-renamed").put("deleted", true));
        Chat.send(role + "-renamed", "Hello").then().statusCode(404);
    }

    @Test
    void aConversationGoesOnWithItsRenamedAgent() {
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        change(1, changed -> changed.put("role", role + "-renamed"));

        Chat.send(role + "-renamed", "Hello", conversation).then().statusCode(200);
    }

    @Test
    void whatComesLateOrTwiceChangesNothing() throws SQLException {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        ObjectNode second = AgentState.agentData(agent, role, 2).put("name", "Second");
        AgentState.tell("agent.changed", TestUser.ACME, agent, event, second);
        AgentState.tell("agent.changed", TestUser.ACME, agent, event, second);
        AgentState.tell(
                "agent.changed",
                TestUser.ACME,
                agent,
                UuidCreator.getTimeOrderedEpoch(),
                AgentState.agentData(agent, role, 1).put("name", "First"));
        change(3, changed -> changed.put("name", "Third"));

        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.one("select name from agent where id = ?", agent)).contains("Third");
            assertThat(sql.count("select count(*) from inbox where event_id = ?", event.toString()))
                    .isEqualTo(1);
        }
    }

    private void change(long version, Consumer<ObjectNode> change) {
        AgentState.agent(TestUser.ACME, agent, role, version, change);
    }

    private static String systemPrompt() {
        return MODEL.lastRequest().at("/messages/0/content").asText();
    }
}
