package dev.spectrum.conversation.openai;

import static dev.spectrum.conversation.Chat.as;
import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.ScriptedModel.ToolCall;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents as OpenAI's models. */
@QuarkusTest
class CompletionsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, Object> WEATHER = Map.of(
            "type",
            "function",
            "function",
            Map.of(
                    "name",
                    "local_weather",
                    "description",
                    "The weather where the client is",
                    "parameters",
                    Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string", "minLength", 1)))));

    @Inject
    RedisAPI redis;

    private final String role = "openai-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void anAgentAnswersAsAModelAndNothingOfItIsKept() throws Exception {
        MODEL.say("Call Dana.");
        long before = conversations();

        complete(body(user("Who should I call?")))
                .then()
                .statusCode(200)
                .body("id", startsWith("chatcmpl-"))
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo(role))
                .body("choices.size()", equalTo(1))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", equalTo("Call Dana."))
                .body("choices[0].message.tool_calls", nullValue())
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", equalTo(10))
                .body("usage.completion_tokens", equalTo(5))
                .body("usage.total_tokens", equalTo(15));

        assertThat(conversations()).isEqualTo(before);
        assertThat(MODEL.lastRequest().at("/model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(MODEL.lastRequest().at("/messages/0/content").asText())
                .startsWith("You are the Sales agent of Acme Corp");
        assertThat(MODEL.lastRequest().at("/messages/1/content").asText()).isEqualTo("Who should I call?");
    }

    @Test
    void aPictureInTheRequestIsShownToAModelThatSeesAndNoneIsFetched() {
        String png = "data:image/png;base64,iVBORw0KGgo=";

        complete(body(user(List.of(text("What is it?"), image(png))))).then().statusCode(200);

        assertThat(MODEL.lastRequest().at("/messages/1/content/0/image_url/url").asText())
                .isEqualTo(png);
        assertThat(MODEL.lastRequest().at("/messages/1/content/1/text").asText())
                .isEqualTo("What is it?");
        for (String url : List.of(
                "https://169.254.169.254/a.png", "data:image/png;base64,QUJD", "data:text/html;base64,QUJD", "")) {
            complete(body(user(List.of(text("What is it?"), image(url)))))
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo("messages[0].content[1]"));
        }
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), "blind-" + role, 0, agent -> agent.put("model", "llama-3"));
        Map<String, Object> blind = body(user(List.of(image(png))));
        blind.put("model", "blind-" + role);
        complete(blind).then().statusCode(400).body("error.message", containsString("takes no images"));
    }

    private static Map<String, Object> user(List<Map<String, Object>> parts) {
        return Map.of("role", "user", "content", parts);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> image(String url) {
        return Map.of("type", "image_url", "image_url", Map.of("url", url));
    }

    @Test
    void theWholeConversationIsTheClientsToSend() {
        Map<String, Object> body = body(
                Map.of("role", "developer", "content", "Be brief."),
                user("Hello"),
                Map.of("role", "assistant", "content", "Hello. Whom do you look for?"),
                Map.of("role", "user", "content", List.of(Map.of("type", "text", "text", "Dana"))));
        body.put("temperature", 1.5);
        body.put("max_completion_tokens", 7);
        body.put("top_p", 0.5);
        body.put("response_format", Map.of("type", "json_object"));

        complete(body).then().statusCode(200);

        assertThat(MODEL.lastRequest()
                        .path("messages")
                        .findValuesAsText("content")
                        .subList(1, 5))
                .containsExactly("Be brief.", "Hello", "Hello. Whom do you look for?", "Dana");
        assertThat(MODEL.lastRequest().path("temperature").asDouble()).isEqualTo(1.5);
        assertThat(MODEL.lastRequest().path("max_tokens").asInt()).isEqualTo(7);
        assertThat(MODEL.lastRequest().at("/response_format/type").asText()).isEqualTo("json_schema");
    }

    @Test
    void theAnswerStreamsAndEndsWithDone() throws Exception {
        MODEL.say("Call Dana first.");
        Map<String, Object> body = body(user("Who?"));
        body.put("stream", true);
        body.put("stream_options", Map.of("include_usage", true));

        List<String> events = stream(body);

        assertThat(events.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks = chunks(events);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
            assertThat(chunk.path("model").asText()).isEqualTo(role);
        });
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(text(chunks)).isEqualTo("Call Dana first.");
        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/total_tokens").asInt()).isEqualTo(15);
    }

    @Test
    void usageIsToldInAStreamOnlyToWhoAsksForIt() throws Exception {
        Map<String, Object> body = body(user("Who?"));
        body.put("stream", true);
        assertThat(chunks(stream(body))).noneMatch(chunk -> chunk.has("usage"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theAgentUsesItsOwnToolsByItself(boolean streamed) throws Exception {
        GATEWAY.offer("revops_search_contacts", "{\"contacts\": [\"Dana\"]}");
        MODEL.askFor("revops_search_contacts", "{\"query\": \"open\"}");
        MODEL.say("Dana.");
        Map<String, Object> body = body(user("Who?"));

        String text = streamed ? streamedText(body) : complete(body).jsonPath().getString("choices[0].message.content");

        assertThat(text).isEqualTo("Dana.");
        assertThat(GATEWAY.calls()).hasSize(1);
        assertThat(MODEL.lastRequest().at("/messages/3/role").asText()).isEqualTo("tool");
        assertThat(MODEL.lastRequest().at("/messages/3/content").asText()).contains("Dana");
    }

    @Test
    void theClientsToolsAreTheClientsToCall() {
        MODEL.askFor("local_weather", "{\"city\": \"Oslo\"}");
        Map<String, Object> body = body(user("Do I need a coat?"));
        body.put("tools", List.of(WEATHER));

        JsonPath asked = complete(body).then().statusCode(200).extract().jsonPath();

        assertThat(asked.getString("choices[0].finish_reason")).isEqualTo("tool_calls");
        assertThat(asked.getString("choices[0].message.content")).isNull();
        assertThat(asked.getString("choices[0].message.tool_calls[0].type")).isEqualTo("function");
        assertThat(asked.getString("choices[0].message.tool_calls[0].function.name"))
                .isEqualTo("local_weather");
        assertThat(asked.getString("choices[0].message.tool_calls[0].function.arguments"))
                .isEqualTo("{\"city\": \"Oslo\"}");
        assertThat(MODEL.lastRequest()
                        .at("/tools/0/function/parameters/properties/city/minLength")
                        .asInt())
                .as("as the client wrote it")
                .isEqualTo(1);
        assertThat(GATEWAY.calls()).isEmpty();

        MODEL.say("Yes.");
        String id = asked.getString("choices[0].message.tool_calls[0].id");
        body.put(
                "messages",
                List.of(user("Do I need a coat?"), asked.getMap("choices[0].message"), result(id, "2 degrees")));
        complete(body).then().statusCode(200).body("choices[0].message.content", equalTo("Yes."));
        assertThat(MODEL.lastRequest().at("/messages/3/content").asText()).isEqualTo("2 degrees");
        assertThat(MODEL.lastRequest().at("/messages/3/tool_call_id").asText()).isEqualTo(id);
    }

    @Test
    void callsOfTheClientsToolsStreamToo() throws Exception {
        MODEL.askFor("local_weather", "{\"city\": \"Oslo\"}");
        Map<String, Object> body = body(user("Do I need a coat?"));
        body.put("tools", List.of(WEATHER));
        body.put("stream", true);

        List<JsonNode> chunks = chunks(stream(body));

        JsonNode call = chunks.get(chunks.size() - 2).at("/choices/0/delta/tool_calls/0");
        assertThat(call.path("index").asInt()).isZero();
        assertThat(call.path("id").asText()).hasSizeLessThanOrEqualTo(40);
        assertThat(call.at("/function/name").asText()).isEqualTo("local_weather");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void whatTheAgentDidBeforeItAskedTheClientIsKnownWhenTheClientAnswers() {
        Map<String, Object> answered = anEmailIsSentAndThenTheClientAsked();
        MODEL.say("Sent, and 2 degrees.");

        complete(answered).then().statusCode(200);

        assertThat(MODEL.lastRequest().path("messages").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "tool");
        assertThat(MODEL.lastRequest().at("/messages/3/content").asText()).contains("sent");
    }

    @Test
    void whereRedisHasForgottenWhatTheAgentDidTheSameActIsStillDoneOnce() {
        Map<String, Object> answered = anEmailIsSentAndThenTheClientAsked();
        redis.flushall(List.of()).await().indefinitely();
        MODEL.askFor("send_email", "{\"to\": \"dana@northwind.test\"}");
        MODEL.say("Sent, and 2 degrees.");

        complete(answered).then().statusCode(200);

        assertThat(GATEWAY.calls())
                .extracting(call -> call.headers().getFirst("Idempotency-Key"))
                .hasSize(2)
                .as("so that the gateway does it once")
                .containsOnly(GATEWAY.calls().getFirst().headers().getFirst("Idempotency-Key"));
    }

    /** And the client's next request. */
    private Map<String, Object> anEmailIsSentAndThenTheClientAsked() {
        GATEWAY.offer("send_email", "{\"sent\": true}");
        MODEL.askFor("send_email", "{\"to\": \"dana@northwind.test\"}");
        MODEL.askFor("local_weather", "{}");
        Map<String, Object> question = user("Write to Dana, then tell me the weather");
        Map<String, Object> body = body(question);
        body.put("tools", List.of(WEATHER));
        JsonPath asked = complete(body).then().statusCode(200).extract().jsonPath();
        String id = asked.getString("choices[0].message.tool_calls[0].id");
        body.put("messages", List.of(question, asked.getMap("choices[0].message"), result(id, "2 degrees")));
        return body;
    }

    @Test
    void aCallOfTheClientsBesideOneOfTheAgentsOwnWaits() {
        GATEWAY.offer("revops_search_contacts", "{\"contacts\": [\"Dana\"]}");
        MODEL.say(new Reply.Tools(
                List.of(new ToolCall("a", "revops_search_contacts", "{}"), new ToolCall("b", "local_weather", "{}"))));
        MODEL.askFor("local_weather", "{}");
        Map<String, Object> body = body(user("Who, and do I need a coat?"));
        body.put("tools", List.of(WEATHER));

        complete(body).then().body("choices[0].message.tool_calls.size()", equalTo(1));

        assertThat(GATEWAY.calls()).hasSize(1);
        assertThat(MODEL.lastRequest().at("/messages/4/content").asText()).contains("Not called");
    }

    @Test
    void whoWantsNoToolsGetsNone() {
        GATEWAY.offer("revops_search_contacts", "{}");
        Map<String, Object> body = body(user("Who?"));
        body.put("tools", List.of(WEATHER));
        body.put("tool_choice", "none");
        complete(body).then().statusCode(200);
        assertThat(MODEL.lastRequest().has("tools")).isFalse();
    }

    @Test
    void aCompletionIsToldAsATurnAndPaid() throws Exception {
        MODEL.say("Call Dana.");
        String id =
                complete(body(user("Who?"))).then().statusCode(200).extract().path("id");
        MODEL.say(new Reply.Status(401));
        complete(body(user("Who?"))).then().statusCode(502);

        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            KafkaEvent completed = events.await(event -> isOurs(event, "turn.completed"));
            assertThat(completed.data().at("/usage/input_tokens").asInt()).isEqualTo(10);
            assertThat(completed.data().path("model").asText()).isEqualTo("gpt-4o-mini");
            assertThat(id)
                    .isEqualTo("chatcmpl-"
                            + completed.data().path("run_id").asText().replace("-", ""));
            KafkaEvent failed = events.await(event -> isOurs(event, "turn.failed"));
            assertThat(failed.data().path("reason").asText()).isEqualTo("rejected");
        }
    }

    @Test
    void whoHangsUpStopsTheModelAndPaysWhatItSaid() throws Exception {
        MODEL.say(new Reply.Drips("on "));
        int before = MODEL.hangUps();
        Map<String, Object> body = body(user("Go on"));
        body.put("stream", true);
        try (InputStream answer = open(body).body()) {
            assertThat(answer.read()).isPositive();
        }
        await().until(() -> MODEL.hangUps() > before);
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            KafkaEvent stopped = events.await(event -> isOurs(event, "turn.stopped"));
            assertThat(stopped.data().at("/usage/output_tokens").asInt()).isPositive();
            assertThat(stopped.data().at("/model_calls/0/error").asText()).isEqualTo("cancelled");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAnErrorInTheStream() throws Exception {
        MODEL.say(new Reply.Breaks("Call Da"));
        Map<String, Object> body = body(user("Who?"));
        body.put("stream", true);
        List<String> events = stream(body);
        assertThat(text(chunks(events))).isEqualTo("Call Da");
        JsonNode last = JSON.readTree(events.getLast());
        assertThat(last.at("/error/type").asText()).isEqualTo("server_error");
        assertThat(last.at("/error/code").asText()).isEqualTo("model_unavailable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelThatFailsIsAServerError(boolean streamed) throws Exception {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        Map<String, Object> body = body(user("Who?"));
        body.put("stream", streamed);
        complete(body)
                .then()
                .statusCode(502)
                .contentType("application/json")
                .body("error.type", equalTo("server_error"))
                .body("error.code", equalTo("model_unavailable"))
                .body("error.message", notNullValue());
    }

    @Test
    void aModelThatRefusesIsNotWorthARetry() {
        MODEL.say(new Reply.Status(401));
        complete(body(user("Who?"))).then().statusCode(502).header("x-should-retry", "false");
    }

    @Test
    void anExhaustedBudgetIsAnExhaustedQuota() {
        AgentState.agent(TestUser.GLOBEX, UUID.randomUUID(), role, 0, changed -> {});
        AgentState.tenant(TestUser.GLOBEX, "Globex", 0.000001, System.currentTimeMillis());
        try {
            as(TestUser.GLOBEX_OWNER)
                    .body(body(user("Who?")))
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(429)
                    .body("error.type", equalTo("insufficient_quota"))
                    .body("error.code", equalTo("insufficient_quota"))
                    .body("error.resets_at", equalTo(Budget.resetsAt().toString()));
        } finally {
            AgentState.tenant(TestUser.GLOBEX, "Globex", 5, System.currentTimeMillis());
        }
        assertThat(MODEL.requests()).isEmpty();
    }

    @Test
    void theSameIdempotencyKeyGetsTheSameAnswer() {
        MODEL.say("Once.");
        MODEL.say("Twice.");
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = body(user("Who?"));
        for (int i = 0; i < 2; i++) {
            as(TestUser.ACME_MEMBER)
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200)
                    .body("choices[0].message.content", equalTo("Once."));
        }
        body.put("messages", List.of(user("Somebody else?")));
        as(TestUser.ACME_MEMBER)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(422)
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void unknownDisabledAndOtherTenantsAgentsAreNoModels() {
        Map<String, Object> body = body(user("Who?"));
        body.put("model", "nobody");
        complete(body).then().statusCode(404).body("error.code", equalTo("model_not_found"));
        as(TestUser.GLOBEX_OWNER)
                .body(body(user("Who?")))
                .post("/v1/chat/completions")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
        as(TestUser.ACME_VIEWER)
                .get("/v1/models/nobody")
                .then()
                .statusCode(404)
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void whoIsNotSignedInOrMayNotIsToldAsOpenAiDoes() {
        RestAssured.given()
                .contentType("application/json")
                .body(body(user("Who?")))
                .post("/v1/chat/completions")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));
        as(TestUser.ACME_VIEWER)
                .body(body(user("Who?")))
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]} | model",
                "{\"model\": \"sales\"} | messages",
                "{\"model\": \"sales\", \"messages\": []} | messages",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]} | messages[0].role",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"  \"}]} | messages[0].content",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": 7}]} | messages[0].content",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]} | messages[0].content[0]",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"assistant\", \"content\": \"x\"}]} | messages[0]",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"tool\", \"tool_call_id\": \"a\", \"content\": \"x\"}]} | messages[0].tool_call_id",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"a\", \"function\": {\"name\": \"f\"}}]}, {\"role\": \"user\", \"content\": \"x\"}]} | messages[1]",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"a\"}]}]} | messages[0].tool_calls[0]",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"n\": 2} | n",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"temperature\": 3} | temperature",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"max_tokens\": 0} | max_tokens",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tool_choice\": \"required\"} | tool_choice",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{\"type\": \"function\"}]} | tools[0]",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"no name\"}}]} | tools[0].function.name",
                "{\"model\": \"sales\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"response_format\": {\"type\": \"xml\"}} | response_format.type"
            })
    void whatIsWrongIsSaidByItsName(String body, String param) {
        as(TestUser.ACME_MEMBER)
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(param));
        assertThat(MODEL.requests()).isEmpty();
    }

    @Test
    void whatIsNoJsonAndWhatIsTooMuchIsRefused() {
        as(TestUser.ACME_MEMBER)
                .body("{\"model\": ")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"));
        complete(body(user("x".repeat((512 << 10) + 1))))
                .then()
                .statusCode(413)
                .body("error.message", containsString("512 KB"));
    }

    private static Response complete(Map<String, Object> body) {
        return as(TestUser.ACME_MEMBER).body(body).post("/v1/chat/completions");
    }

    @SafeVarargs
    private Map<String, Object> body(Map<String, Object>... messages) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", role);
        body.put("messages", List.of(messages));
        return body;
    }

    private static Map<String, Object> user(String text) {
        return Map.of("role", "user", "content", text);
    }

    private static Map<String, Object> result(String id, String text) {
        return Map.of("role", "tool", "tool_call_id", id, "content", text);
    }

    private String streamedText(Map<String, Object> body) throws Exception {
        body.put("stream", true);
        return text(chunks(stream(body)));
    }

    private static HttpResponse<InputStream> open(Map<String, Object> body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + TestUser.ACME_MEMBER.token())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The data of all events. */
    private static List<String> stream(Map<String, Object> body) throws Exception {
        HttpResponse<InputStream> answer = open(body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        List<String> events = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> line.startsWith("data: ")).forEach(line -> events.add(line.substring(6)));
        }
        return events;
    }

    private static List<JsonNode> chunks(List<String> events) throws Exception {
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : events) {
            if (!event.equals("[DONE]") && !event.startsWith("{\"error\"")) {
                chunks.add(JSON.readTree(event));
            }
        }
        return chunks;
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    private boolean isOurs(KafkaEvent event, String what) {
        return event.type().equals("dev.spectrum.conversation." + what + ".v1")
                && event.data().path("agent_role").asText().equals(role);
    }

    private static long conversations() throws Exception {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            return sql.count("select count(*) from conversation");
        }
    }
}
