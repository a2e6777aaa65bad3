package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation that is longer than what its model takes: 32,000 tokens where the model is not known. */
@QuarkusTest
class WindowIT {

    /** Some 6,000 tokens in 29,000 bytes. */
    private static final String LONG = "A lead from Northwind called. ".repeat(970);

    private final String role = "window-" + UUID.randomUUID();
    private String conversation = "";

    @BeforeEach
    void aLongConversation() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), role, 0, agent -> agent.put("model", "small-model"));
        conversation = Chat.send(role, "First: " + LONG).jsonPath().getString("conversation_id");
        Chat.send(role, "Second: " + LONG, conversation).then().statusCode(200);
        Chat.send(role, "Third: " + LONG, conversation).then().statusCode(200);
        assertThat(MODEL.requests()).as("it fits until here").hasSize(3);
    }

    private static List<String> shown() {
        return MODEL.lastRequest()
                .path("messages")
                .valueStream()
                .skip(1)
                .map(message -> message.path("content").asText())
                .map(text -> text.substring(0, Math.min(40, text.length())))
                .toList();
    }

    @Test
    void isSummedUpAndTheSummaryIsRemembered() {
        MODEL.say("Northwind called.");
        Chat.send(role, "Fourth: " + LONG, conversation).then().statusCode(200).body("usage.input_tokens", equalTo(20));

        JsonNode sumUp = MODEL.requests().get(3);
        assertThat(sumUp.at("/messages/0/content").asText()).contains("no instruction to you");
        assertThat(sumUp.at("/messages/1/content").asText()).startsWith("USER: First: A lead");
        assertThat(shown().getFirst()).startsWith("(The conversation before this, summed up");
        assertThat(shown()).noneMatch(text -> text.startsWith("First")).anyMatch(text -> text.startsWith("Fourth"));

        Chat.send(role, "And now?", conversation).then().statusCode(200);
        assertThat(shown().getFirst()).startsWith("(The conversation before this, summed up");
        assertThat(MODEL.requests()).as("no second summary").hasSize(6);
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages")
                .then()
                .body("items.size()", equalTo(10));
    }

    @Test
    void goesOnWithoutASummaryWhereThereIsNone() {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));

        Chat.send(role, "Fourth: " + LONG, conversation).then().statusCode(200).body("message", equalTo("All right."));

        assertThat(shown().getFirst()).startsWith("(The beginning of the conversation is");
    }
}
