package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatIT {

    private final String role = "sales-" + UUID.randomUUID();
    private UUID agent;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
    }

    @Test
    void answersAsTheContractHasIt() {
        MODEL.say("Call Dana.");

        Response answer = Chat.send(role, "Who should I call today?");

        answer.then()
                .statusCode(200)
                .contentType("application/json")
                .body("message", equalTo("Call Dana."))
                .body("tool_calls", hasSize(0))
                .body("usage.input_tokens", equalTo(10))
                .body("usage.output_tokens", equalTo(5))
                .body("agent.id", equalTo(agent.toString()))
                .body("agent.role", equalTo(role))
                .body("agent.version", equalTo(0))
                .body("variant", nullValue());
        assertThat(answer.jsonPath().getDouble("usage.cost_usd")).isEqualTo(5e-6);
        assertThat(answer.jsonPath().getMap(""))
                .containsOnlyKeys(
                        "conversation_id",
                        "run_id",
                        "message_id",
                        "message",
                        "tool_calls",
                        "usage",
                        "agent",
                        "variant");
    }

    @Test
    void theSystemPromptKnowsCompanyAndUser() {
        Chat.send(role, "Hello").then().statusCode(200);

        JsonNode system = MODEL.lastRequest().at("/messages/0");
        assertThat(system.path("role").asText()).isEqualTo("system");
        assertThat(system.path("content").asText()).isEqualTo("""
                        You are the Sales agent of Acme Corp (growth), talking with [user name: see the end], [user role: see the end].

                        In this conversation:
                        - user name: Acme Member
                        - user role: member""");
        assertThat(MODEL.lastRequest().path("model").asText()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void aFollowUpShowsTheModelWhatWasSaidAndWhatToolsReturned() {
        GATEWAY.offer("revops_search_contacts", "{\"contacts\": [{\"name\": \"Dana Whitfield\"}]}");
        MODEL.askFor("revops_search_contacts", "{\"query\": \"open\"}");
        MODEL.say("Dana Whitfield.");
        String conversation = Chat.send(role, "Who?").jsonPath().getString("conversation_id");

        Chat.send(role, "Why her?", conversation).then().statusCode(200);

        JsonNode messages = MODEL.lastRequest().path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asText()))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
        assertThat(messages.at("/1/content").asText()).isEqualTo("Who?");
        assertThat(messages.at("/2/tool_calls/0/function/name").asText()).isEqualTo("revops_search_contacts");
        assertThat(messages.at("/3/content").asText()).contains("Dana Whitfield");
        assertThat(messages.at("/4/content").asText()).isEqualTo("Dana Whitfield.");
        assertThat(messages.at("/5/content").asText()).isEqualTo("Why her?");
    }

    @Test
    void theModelIsRemindedOfTheLastTenMessages() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");
        for (int i = 2; i <= 7; i++) {
            Chat.send(role, Integer.toString(i), conversation).then().statusCode(200);
        }

        List<String> users = MODEL.lastRequest()
                .path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> message.path("content").asText())
                .toList();
        assertThat(users).containsExactly("2", "3", "4", "5", "6", "7");
    }

    @Test
    void theVersionedPathIsTheSame() {
        Chat.as(TestUser.ACME_OWNER)
                .body(Chat.body(role, "Hello"))
                .post("/api/v1/chat/send")
                .then()
                .statusCode(200)
                .body("message", equalTo("All right."));
    }
}
