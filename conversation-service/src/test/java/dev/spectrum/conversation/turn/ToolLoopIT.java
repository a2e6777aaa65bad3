package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedGateway;
import dev.spectrum.conversation.ScriptedGateway.Received;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.ScriptedModel;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ToolLoopIT {

    private static final String SEARCH = "revops_search_contacts";

    private final String role = "tools-" + UUID.randomUUID();
    private UUID agent;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
    }

    @Test
    void callsToolsOverMcpWithTheUsersRights() {
        GATEWAY.offer(SEARCH, "{\"contacts\": [{\"name\": \"Dana Whitfield\"}]}");
        MODEL.askFor(SEARCH, "{\"query\": \"open\"}");
        MODEL.say("Call Dana.");

        Response answer = Chat.send(role, "Who?");

        answer.then()
                .statusCode(200)
                .body("tool_calls[0].id", equalTo("call_" + SEARCH))
                .body("tool_calls[0].name", equalTo(SEARCH))
                .body("tool_calls[0].arguments.query", equalTo("open"))
                .body("tool_calls[0].result.contacts[0].name", equalTo("Dana Whitfield"))
                .body("tool_calls[0].is_error", equalTo(false))
                .body("tool_calls[0].duration_ms", greaterThanOrEqualTo(0))
                .body("usage.input_tokens", equalTo(20));
        Received call = GATEWAY.calls().getFirst();
        assertThat(call.path()).isEqualTo("/mcp/agents/" + role);
        assertThat(call.body().at("/params/arguments/query").asText()).isEqualTo("open");
        assertThat(call.headers().getFirst("X-Tenant")).isEqualTo(TestUser.ACME.toString());
        assertThat(call.headers().getFirst("Idempotency-Key"))
                .startsWith(answer.jsonPath().getString("run_id"));
        assertThat(call.claims().at("/aud").toString()).contains("tool-gateway").doesNotContain("agent-service");
        assertThat(call.claims().at("/azp").asText()).isEqualTo("conversation-service");
        assertThat(call.claims().at("/sub").asText()).isEqualTo(TestUser.ACME_MEMBER.subject());
    }

    @Test
    void offersTheModelWhatTheGatewayOffersTheAgent() {
        GATEWAY.offer(SEARCH, "{}");
        GATEWAY.offer("send_email", "{}");

        Chat.send(role, "Hello").then().statusCode(200);

        JsonNode tools = MODEL.lastRequest().path("tools");
        assertThat(tools.valueStream().map(tool -> tool.at("/function/name").asText()))
                .containsExactly(SEARCH, "send_email");
        assertThat(tools.at("/0/function/description").asText()).isEqualTo("Does " + SEARCH);
        assertThat(tools.at("/0/function/parameters/properties/query/type").asText())
                .isEqualTo("string");
    }

    @Test
    void whatFindToolsFoundIsOfferedAndCanBeCalledFromThenOn() {
        GATEWAY.offer(
                "find_tools",
                "{\"matches\": 1, \"tools\": [{\"name\": \"zoo_feed\", \"description\": \"Feeds an animal\","
                        + " \"inputSchema\": {\"type\": \"object\", \"properties\": {\"animal\": {\"type\": \"string\"}}}}]}");
        GATEWAY.hide("zoo_feed", "{\"fed\": true}");
        MODEL.askFor("zoo_feed", "{\"animal\": \"owl\"}");
        MODEL.askFor("find_tools", "{\"query\": \"feed\"}");
        MODEL.askFor("zoo_feed", "{\"animal\": \"owl\"}");
        MODEL.say("Fed.");

        Chat.send(role, "Feed the owl")
                .then()
                .statusCode(200)
                .body("tool_calls.is_error", equalTo(List.of(true, false, false)))
                .body("tool_calls[2].result.fed", equalTo(true));
        JsonNode tools = MODEL.lastRequest().path("tools");
        assertThat(tools.valueStream().map(tool -> tool.at("/function/name").asText()))
                .containsExactly("find_tools", "zoo_feed");
        assertThat(tools.at("/1/function/parameters/properties/animal/type").asText())
                .isEqualTo("string");
    }

    @Test
    void marksAFailureForTheModel() {
        GATEWAY.offer(
                SEARCH,
                arguments -> new ScriptedGateway.Result(ScriptedGateway.read("{\"text\": \"No such field.\"}"), true));
        MODEL.askFor(SEARCH, "{}");

        Chat.send(role, "Who?").then().statusCode(200).body("tool_calls[0].is_error", equalTo(true));

        JsonNode messages = MODEL.lastRequest().path("messages");
        assertThat(messages.path(messages.size() - 1).path("content").asText()).isEqualTo("Error: No such field.");
    }

    @Test
    void callsTheToolsOfARoundAtOnce() {
        CyclicBarrier both = new CyclicBarrier(2);
        GATEWAY.offer("one", arguments -> together(both));
        GATEWAY.offer("other", arguments -> together(both));
        MODEL.say(new ScriptedModel.Reply.Tools(
                List.of(new ScriptedModel.ToolCall("a", "one", "{}"), new ScriptedModel.ToolCall("b", "other", "{}"))));

        Chat.send(role, "Both")
                .then()
                .statusCode(200)
                .body("tool_calls.id", equalTo(List.of("a", "b")))
                .body("tool_calls.is_error", equalTo(List.of(false, false)));
    }

    private static ScriptedGateway.Result together(CyclicBarrier both) {
        try {
            both.await(10, TimeUnit.SECONDS);
            return new ScriptedGateway.Result(ScriptedGateway.read("{}"), false);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            return new ScriptedGateway.Result(ScriptedGateway.read("{}"), true);
        }
    }

    @Test
    void aModelThatNeverStopsAskingIsStoppedAndStillAnswers() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.otherwise(request -> request.path("tools").isEmpty()
                ? new ScriptedModel.Reply.Text("That is what I know.")
                : new ScriptedModel.Reply.Tools(List.of(new ScriptedModel.ToolCall(
                        "again", SEARCH, "{\"query\": \"" + MODEL.requests().size() + "\"}"))));

        Response answer = Chat.send(role, "Search for ever");

        answer.then().statusCode(200).body("message", equalTo("That is what I know."));
        assertThat(MODEL.requests()).hasSize(9);
        assertThat(GATEWAY.calls()).hasSize(8);
        assertThat(answer.jsonPath().getList("tool_calls.id")).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void theSameCallForEverIsMadeThreeTimesAndThenNoMore() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.otherwise(request -> request.path("tools").isEmpty()
                ? new ScriptedModel.Reply.Text("I go round in circles.")
                : new ScriptedModel.Reply.Tools(List.of(new ScriptedModel.ToolCall("again", SEARCH, "{}"))));

        Response answer = Chat.send(role, "Search for ever");

        answer.then().statusCode(200).body("message", equalTo("I go round in circles."));
        assertThat(GATEWAY.calls()).hasSize(3);
        assertThat(MODEL.requests()).hasSize(5);
        assertThat(toolMessage()).contains("It was not called again");
    }

    @Test
    void anInventedToolReachesTheModelAsAnError() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.askFor("drop_table", "{}");

        Chat.send(role, "Drop it").then().statusCode(200).body("tool_calls[0].is_error", equalTo(true));

        assertThat(toolMessage()).contains("no tool with this name");
        assertThat(GATEWAY.calls()).isEmpty();
    }

    @Test
    void brokenArgumentsReachTheModelAsAnError() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.askFor(SEARCH, "{\"query\": ");

        Chat.send(role, "Search")
                .then()
                .statusCode(200)
                .body("tool_calls[0].is_error", equalTo(true))
                .body("tool_calls[0].result.error", containsString("JSON object"));

        assertThat(GATEWAY.calls()).isEmpty();
    }

    @Test
    void aToolsErrorReachesTheModel() {
        GATEWAY.offer(
                SEARCH,
                arguments ->
                        new ScriptedGateway.Result(ScriptedGateway.read("{\"error\": \"query is too short\"}"), true));
        MODEL.askFor(SEARCH, "{\"query\": \"x\"}");

        Chat.send(role, "Search").then().statusCode(200).body("tool_calls[0].is_error", equalTo(true));

        assertThat(toolMessage()).contains("query is too short");
    }

    @Test
    void aGatewayThatGoesAwayInMidTurnReachesTheModelAsAnError() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.otherwise(request -> {
            GATEWAY.goAway();
            return new ScriptedModel.Reply.Tools(List.of(new ScriptedModel.ToolCall("1", SEARCH, "{}")));
        });
        MODEL.say(new ScriptedModel.Reply.Tools(List.of(new ScriptedModel.ToolCall("0", SEARCH, "{}"))));
        try {
            Chat.send(role, "Search")
                    .then()
                    .statusCode(200)
                    .body("tool_calls[0].is_error", equalTo(false))
                    .body("tool_calls[1].is_error", equalTo(true))
                    .body("tool_calls[1].result.error", containsString("can't be reached"));
        } finally {
            GATEWAY.comeBack();
        }
    }

    @Test
    void withoutTheGatewayTheAgentStillTalks() {
        GATEWAY.goAway();
        try {
            Chat.send(role, "Hello").then().statusCode(200).body("message", equalTo("All right."));
        } finally {
            GATEWAY.comeBack();
        }
        assertThat(MODEL.lastRequest().at("/messages/0/content").asText()).contains("tools can't be reached");
    }

    @Test
    void understandsAnswersThatComeAsEvents() {
        GATEWAY.offer(SEARCH, "{\"contacts\": []}");
        GATEWAY.answerAsEvents();
        MODEL.askFor(SEARCH, "{}");

        Chat.send(role, "Search")
                .then()
                .statusCode(200)
                .body("tool_calls[0].is_error", equalTo(false))
                .body("tool_calls[0].result.contacts", equalTo(List.of()));
    }

    @Test
    void aToolsNameThatIsNoHeaderValueTravelsEncoded() {
        GATEWAY.offer("suche_nach_größe", "{}");
        MODEL.askFor("suche_nach_größe", "{}");

        Chat.send(role, "Suche").then().statusCode(200).body("tool_calls[0].is_error", equalTo(false));
    }

    @Test
    void keepsAListForAsLongAsTheGatewaySaysAndNoLongerThanTheAgentsVersion() {
        GATEWAY.offer(SEARCH, "{}");
        GATEWAY.allowCaching(60_000, true);
        Chat.send(role, "1").then().statusCode(200);
        Chat.send(role, "2").then().statusCode(200);
        assertThat(lists()).isEqualTo(1);
        Chat.as(TestUser.ACME_OWNER)
                .body(Chat.body(role, "An owner's rights may differ"))
                .post("/api/chat/send");
        assertThat(lists()).isEqualTo(2);

        AgentState.agent(TestUser.ACME, agent, role, 1, changed -> {});
        Chat.send(role, "3").then().statusCode(200);

        assertThat(lists()).isEqualTo(3);
    }

    private static long lists() {
        return GATEWAY.received().stream()
                .filter(request -> request.method().equals("tools/list"))
                .count();
    }

    @Test
    void aLongResultIsCutForTheModelAndWholeForTheUser() {
        String text = "x".repeat(30_000);
        GATEWAY.offer(SEARCH, "{\"text\": \"" + text + "\"}");
        MODEL.askFor(SEARCH, "{}");

        Chat.send(role, "Search").then().statusCode(200).body("tool_calls[0].result.text", equalTo(text));

        assertThat(toolMessage()).hasSizeLessThan(20_100).contains("cut here");
    }

    @Test
    void aNulInAResultDoesNoHarm() {
        GATEWAY.offer(SEARCH, "{\"text\": \"a\\u0000b\"}");
        MODEL.askFor(SEARCH, "{}");

        Chat.send(role, "Search").then().statusCode(200).body("tool_calls[0].result.text", equalTo("a\ufffdb"));
    }

    private static String toolMessage() {
        return MODEL.lastRequest()
                .path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .map(message -> message.path("content").asText())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void namesThatCannotBeKeptAreMendedAndTheAnswerIs() {
        MODEL.say(new ScriptedModel.Reply.Tools(List.of(
                new ScriptedModel.ToolCall("a\0", "no\0such", "{}"),
                new ScriptedModel.ToolCall("b", "n".repeat(1_500_000), "{}"),
                new ScriptedModel.ToolCall("c".repeat(5000), SEARCH, "{\"query\": \"" + "q".repeat(200_000) + "\"}"))));

        Response answer = Chat.send(role, "Who?");

        answer.then()
                .statusCode(200)
                .body("message", equalTo("All right."))
                .body("tool_calls.is_error", equalTo(List.of(true, true, true)))
                .body("tool_calls[0].id", equalTo("a\ufffd"))
                .body("tool_calls[0].name", equalTo("no\ufffdsuch"))
                .body("tool_calls[1].name", equalTo("n".repeat(200)));
        assertThat(answer.jsonPath().getString("tool_calls[2].id")).hasSizeLessThan(100);
    }

    @Test
    void moreCallsAtOnceThanAnybodyNeedsAreNotMade() {
        GATEWAY.offer(SEARCH, "{}");
        MODEL.say(new ScriptedModel.Reply.Tools(IntStream.range(0, 200)
                .mapToObj(i -> new ScriptedModel.ToolCall("call_" + i, SEARCH, "{\"query\": \"" + i + "\"}"))
                .toList()));

        Chat.send(role, "Everybody?")
                .then()
                .statusCode(200)
                .body("tool_calls.size()", equalTo(65))
                .body("tool_calls[63].is_error", equalTo(false))
                .body("tool_calls[64].is_error", equalTo(true));
        assertThat(GATEWAY.calls()).hasSize(64);
    }
}
