package dev.spectrum.agent.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.Acme;
import dev.spectrum.agent.ScriptedServer;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.agent.TurnsForTests;
import dev.spectrum.agent.TurnsForTests.Turn;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RunIT {

    private static final String RUNS = "/api/v1/runs";

    @Inject
    RedisAPI redis;

    @Inject
    KeepRunsAlive keepRunsAlive;

    @BeforeEach
    void nothingIsScripted() {
        TenantsForTests.exist();
        ScriptedServer.MODEL.forget();
    }

    @AfterEach
    void nothingIsRedacted() throws SQLException {
        keptAs(false, 90);
        ScriptedServer.MODEL.forget();
    }

    @Test
    void runsAPromptAndKeepsWhatItRan() {
        String prompt = prompt(Acme.prompt("Whom to call, {{name}}?", List.of()));
        ScriptedServer.MODEL.say("Ada.");
        JsonPath answer = run(prompt, Map.of("name", "Grace"))
                .statusCode(200)
                .body("output", equalTo("Ada."))
                .body("variables[0].name", equalTo("name"))
                .body("variables[0].value", equalTo("Grace"))
                .body("variables[0].source", equalTo("user"))
                .body("usage.input_tokens", equalTo(10))
                .body("usage.output_tokens", equalTo(5))
                .extract()
                .jsonPath();
        assertThat(ScriptedServer.MODEL.lastRequest().at("/messages/0/content").asText())
                .isEqualTo("Whom to call, Grace?");
        Acme.member().body(Acme.prompt("Changed", List.of())).put("/api/v1/prompts/" + prompt);

        Acme.as(TestUser.ACME_VIEWER)
                .get(RUNS + "/" + answer.getString("run_id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("source", equalTo("prompt"))
                .body("prompt_id", equalTo(prompt))
                .body("prompt_version", equalTo(0))
                .body("user_id", equalTo(TestUser.ACME_MEMBER.subject()))
                .body("output", equalTo("Ada."))
                .body("latency_ms", greaterThanOrEqualTo(0))
                .body("usage.cost_usd", notNullValue())
                .body("tasks", hasSize(1))
                .body("tasks[0].status", equalTo("completed"))
                .body("tasks[0].model", equalTo("scripted"))
                .body("tasks[0].messages[0].content", equalTo("Whom to call, Grace?"))
                .body("tasks[0].output", equalTo("Ada."));
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.events")) {
            KafkaEvent event = events.await(told -> told.subject().equals(answer.getString("run_id")));
            assertThat(event.type()).isEqualTo("dev.spectrum.agent.run.completed.v1");
            assertThat(event.data().path("status").asText()).isEqualTo("completed");
            assertThat(event.data().at("/usage/input_tokens").asInt()).isEqualTo(10);
        }
    }

    @Test
    void sendsEveryMessageInItsRole() {
        Map<String, Object> prompt = Acme.prompt("", List.of());
        prompt.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", "Be short."),
                        Map.of("role", "user", "content", "1?"),
                        Map.of("role", "assistant", "content", "One."),
                        Map.of("role", "user", "content", "{{n}}?")));
        prompt.put("settings", Map.of("model", "special", "temperature", 1.25, "max_tokens", 33));
        prompt.put("variable_defaults", List.of(Acme.variable("n", "number", Map.of("default", 2))));
        run(prompt(prompt), Map.of()).statusCode(200);
        JsonNode request = ScriptedServer.MODEL.lastRequest();
        assertThat(request.path("messages").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "user");
        assertThat(request.at("/messages/3/content").asText()).isEqualTo("2?");
        assertThat(request.path("model").asText()).isEqualTo("special");
        assertThat(request.path("temperature").asDouble()).isEqualTo(1.25);
    }

    @Test
    void runsAVersionOrALabel() {
        String prompt = prompt(Acme.prompt("one", List.of()));
        Acme.member()
                .body(Acme.prompt("two", List.of()))
                .put("/api/v1/prompts/" + prompt)
                .then()
                .statusCode(200);
        Acme.member()
                .body(Map.of("version", 0))
                .put("/api/v1/prompts/" + prompt + "/labels/stable")
                .then()
                .statusCode(200);
        call(prompt, Map.of("label", "stable")).then().statusCode(200);
        assertThat(asked()).isEqualTo("one");
        call(prompt, Map.of("version", 1)).then().statusCode(200);
        assertThat(asked()).isEqualTo("two");
        call(prompt, Map.of("version", 7)).then().statusCode(400).body("errors[0].pointer", equalTo("/version"));
        call(prompt, Map.of("label", "none")).then().statusCode(400).body("errors[0].pointer", equalTo("/label"));
    }

    @Test
    void aMissingValueAndOneOfTheWrongTypeAre422WithPointers() {
        String prompt = prompt(Acme.prompt("{{n}}", List.of(Acme.variable("n", "number", Map.of()))));
        run(prompt, Map.of()).statusCode(422).body("errors[0].pointer", equalTo("/variables/n"));
        run(prompt, Map.of("n", "1")).statusCode(422).body("errors[0].pointer", equalTo("/variables/n"));
        run(prompt, Map.of("m", 1)).statusCode(400).body("errors[0].pointer", equalTo("/variables/m"));
        assertThat(ScriptedServer.MODEL.requests()).isEmpty();
    }

    @Test
    void streamsTheEventsOfAgUi() {
        ScriptedServer.MODEL.say("Call Ada first.");
        List<Map<String, Object>> events = stream(prompt(Acme.prompt("Who?", List.of())));
        // Pieces that come at once may be one.
        assertThat(events.stream().map(event -> event.get("type")).distinct())
                .containsExactly(
                        "RUN_STARTED",
                        "TEXT_MESSAGE_START",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_END",
                        "RUN_FINISHED");
        assertThat(events)
                .extracting(event -> event.get("id"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, events.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(said(events)).isEqualTo("Call Ada first.");
        assertThat(events.subList(1, events.size() - 1))
                .extracting(event -> event.get("messageId"))
                .containsOnly(events.get(1).get("messageId"));
        assertThat(events.getLast().get("runId")).isEqualTo(events.getFirst().get("runId"));
        assertThat(JsonPath.from(String.valueOf(events.getLast().get("raw"))).getString("result.output"))
                .isEqualTo("Call Ada first.");
    }

    private static String said(List<Map<String, Object>> events) {
        return events.stream()
                .map(event -> event.getOrDefault("delta", ""))
                .map(Object::toString)
                .collect(Collectors.joining());
    }

    @Test
    void whatIsWrongBeforeTheStreamBeginsIsAProblem() {
        String prompt = prompt(Acme.prompt("{{n}}", List.of()));
        Acme.member()
                .accept("text/event-stream")
                .body(Map.of())
                .post("/api/v1/prompts/" + prompt + "/run")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/variables/n"));
    }

    @Test
    void aModelThatFailsInMidStreamFailsTheRunWhichPaysWhatWasSaid() {
        long spent = field("spent");
        ScriptedServer.MODEL.say(new Reply.Breaks("Call Ada "));
        List<Map<String, Object>> events = stream(prompt(priced("Who?")));
        assertThat(events.getLast()).containsEntry("type", "RUN_ERROR").containsEntry("code", "model-unavailable");
        assertThat(said(events)).isEqualTo("Call Ada ");
        long cost = Acme.member()
                .get(RUNS + "/" + events.getFirst().get("runId"))
                .then()
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("model-unavailable"))
                .body("tasks[0].status", equalTo("failed"))
                .body("tasks[0].output", equalTo("Call Ada "))
                .body("output", nullValue())
                .extract()
                .jsonPath()
                .getObject("usage.cost_usd", java.math.BigDecimal.class)
                .movePointRight(6)
                .longValueExact();
        assertThat(cost).isPositive();
        assertThat(field("spent") - spent).isEqualTo(cost);
        assertThat(field("reserved")).isZero();
    }

    @Test
    void everyCallOfAModelIsATaskThoseThatGaveNoAnswerToo() {
        ScriptedServer.MODEL.say(new Reply.Breaks(""), new Reply.Text("seven"), new Reply.Text("{\"score\": 7}"));
        long spent = field("spent");
        String run =
                run(prompt(structured()), Map.of()).statusCode(200).extract().path("run_id");
        JsonPath kept = Acme.member().get(RUNS + "/" + run).jsonPath();
        assertThat(kept.getList("tasks.number")).containsExactly(1, 2, 3);
        assertThat(kept.getList("tasks.status")).containsExactly("failed", "failed", "completed");
        assertThat(kept.getList("tasks.error_code")).containsExactly("model-unavailable", "output-invalid", null);
        assertThat(kept.getList("tasks.output")).containsExactly(null, "seven", "{\"score\": 7}");
        assertThat(kept.getList("tasks.latency_ms")).doesNotContainNull();
        double tasks = kept.getList("tasks.usage.cost_usd", Double.class).stream()
                .mapToDouble(cost -> cost)
                .sum();
        assertThat(kept.getDouble("usage.cost_usd")).isCloseTo(tasks, within(1e-9));
        assertThat((field("spent") - spent) / 1e6).as("as the budget counts").isCloseTo(tasks, within(1e-9));
    }

    @Test
    void aModelThatFailsIsAProblemAndTheRunSaysWhy() {
        ScriptedServer.MODEL.say(new Reply.Status(400));
        String run = run(prompt(Acme.prompt("Who?", List.of())), Map.of())
                .statusCode(502)
                .body("type", containsString("model-rejected"))
                .extract()
                .path("run_id");
        Acme.member().get(RUNS + "/" + run).then().body("status", equalTo("failed"));
    }

    @Test
    void anAnswerFollowsItsSchema() {
        Map<String, Object> prompt = structured();
        ScriptedServer.MODEL.say("{\"score\": 7}");
        String run = run(prompt(prompt), Map.of())
                .statusCode(200)
                .body("output.score", equalTo(7))
                .extract()
                .path("run_id");
        assertThat(ScriptedServer.MODEL
                        .lastRequest()
                        .at("/response_format/type")
                        .asText())
                .isEqualTo("json_schema");
        Acme.member().get(RUNS + "/" + run).then().body("output.score", equalTo(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"```json\n{\"score\": 7}\n```", "\n```\n{\"score\": 7}\n```\n", "``` {\"score\": 7}```"})
    void anAnswerInAFenceIsTheJsonInIt(String answer) {
        ScriptedServer.MODEL.say(answer);
        run(prompt(structured()), Map.of()).statusCode(200).body("output.score", equalTo(7));
        assertThat(ScriptedServer.MODEL.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotFollowItsSchemaIsMendedOnceByTheModel() {
        String prompt = prompt(structured());
        ScriptedServer.MODEL.say("seven");
        ScriptedServer.MODEL.say("{\"score\": 7}");
        String run = run(prompt, Map.of())
                .statusCode(200)
                .body("output.score", equalTo(7))
                .extract()
                .path("run_id");
        Acme.member()
                .get(RUNS + "/" + run)
                .then()
                .body("tasks.status", contains("failed", "completed"))
                .body("tasks[0].error_code", equalTo("output-invalid"))
                .body("tasks[1].messages", hasSize(3))
                .body("usage.input_tokens", equalTo(20));
        ScriptedServer.MODEL.say("seven");
        ScriptedServer.MODEL.say("{\"score\": \"7\"}");
        run(prompt, Map.of()).statusCode(502).body("type", containsString("output-invalid"));
    }

    @Test
    void aCancelledRunStopsTheModelAndPaysWhatWasSaid() {
        ScriptedServer.MODEL.say(new Reply.Drips("on "));
        int hangUps = ScriptedServer.MODEL.hangUps();
        String prompt = prompt(priced("Go on"));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> call(prompt, Map.of()));
        String run = await().until(() -> running(prompt), notNullValue());
        Acme.as(TestUser.ACME_VIEWER).post(RUNS + "/" + run + "/cancel").then().statusCode(403);
        Acme.as(TestUser.GLOBEX_OWNER).post(RUNS + "/" + run + "/cancel").then().statusCode(404);

        Acme.member().post(RUNS + "/" + run + "/cancel").then().statusCode(200).body("status", equalTo("cancelled"));

        answer.join().then().statusCode(409).body("type", containsString("run-cancelled"));
        await().until(() -> ScriptedServer.MODEL.hangUps() > hangUps);
        Acme.member()
                .get(RUNS + "/" + run)
                .then()
                .body("status", equalTo("cancelled"))
                .body("tasks[0].status", equalTo("cancelled"))
                .body("usage.output_tokens", greaterThanOrEqualTo(1));
        await().until(() -> field("reserved") == 0);
        Acme.member().post(RUNS + "/" + run + "/cancel").then().statusCode(200);
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.events")) {
            assertThat(events.await(told -> told.subject().equals(run))
                            .data()
                            .path("status")
                            .asText())
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void aRunThatIsExecutedElsewhereIsStoppedThroughTheDatabaseToo() throws SQLException {
        ScriptedServer.MODEL.say(new Reply.Drips("on "));
        String prompt = prompt(priced("Go on"));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> call(prompt, Map.of()));
        String run = await().until(() -> running(prompt), notNullValue());
        // As another replica does it whose word through Redis is lost.
        sql("update run set status = 'cancelled', error_code = 'cancelled', finished_at = now() where id = '" + run
                + "'");
        answer.join().then().statusCode(409);
        Acme.member().get(RUNS + "/" + run).then().body("usage.output_tokens", greaterThanOrEqualTo(1));
    }

    @Test
    void aClientThatHangsUpStopsNothing() throws Exception {
        ScriptedServer.MODEL.say(new Reply.Late(Duration.ofSeconds(1), new Reply.Text("All the same.")));
        String prompt = prompt(Acme.prompt("Who?", List.of()));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/prompts/" + prompt + "/run"))
                .header("Authorization", "Bearer " + TestUser.ACME_MEMBER.token())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream events = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(new String(events.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("id: 1");
        }
        await().untilAsserted(() ->
                list("?prompt_id=" + prompt + "&status=completed").body("items[0].output", equalTo("All the same.")));
    }

    @Test
    void aRunThatIsExecutedElsewhereIsStoppedAtOnceThroughRedis() {
        ScriptedServer.MODEL.say(new Reply.Drips("on "));
        String prompt = prompt(priced("Go on"));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> call(prompt, Map.of()));
        String run = await().until(() -> running(prompt), notNullValue());
        // The database says nothing yet, so that this is what stops it.
        redis.publish("agent:runs:cancelled", run).await().indefinitely();
        answer.join().then().statusCode(409).body("run_id", equalTo(run));
    }

    @Test
    void aRunThatHasEndedIsNotCancelled() {
        String run =
                run(prompt(Acme.prompt("x", List.of())), Map.of()).extract().path("run_id");
        Acme.member().post(RUNS + "/" + run + "/cancel").then().statusCode(409);
        Acme.member().post(RUNS + "/" + UUID.randomUUID() + "/cancel").then().statusCode(404);
    }

    @Test
    void aRunWhoseProcessDiedIsEndedAsFailedAndCostsWhatItsCallsDid() throws SQLException {
        ScriptedServer.MODEL.say(new Reply.Breaks(""), new Reply.Text("Here."));
        String run = run(prompt(priced("x")), Map.of()).extract().path("run_id");
        double cost = Acme.member().get(RUNS + "/" + run).jsonPath().getDouble("usage.cost_usd");
        assertThat(cost).isPositive();
        sql(
                "update run set status = 'running', cost_micro_usd = 0, finished_at = null, lease_until = now() - interval '1 second' where id = '"
                        + run + "'");
        sql("delete from task where number = 2 and run_id = '" + run + "'");
        sql("update task set status = 'running', cost_micro_usd = 0, finished_at = null where run_id = '" + run + "'");
        keepRunsAlive.endLost().await().atMost(Duration.ofSeconds(10));
        Acme.member()
                .get(RUNS + "/" + run)
                .then()
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("interrupted"))
                .body("usage.cost_usd", equalTo((float) cost))
                .body("tasks.status", contains("failed", "failed"))
                .body("tasks.error_code", contains("interrupted", "interrupted"))
                .body("tasks[0].usage.cost_usd", greaterThan(0f))
                .body("tasks[1].usage.output_tokens", equalTo(5))
                .body("tasks.usage.cost_usd.sum().doubleValue()", closeTo(cost, 1e-9))
                .body("finished_at", notNullValue());
    }

    @Test
    void aRepeatedRequestGetsTheRunsAnswer() {
        String prompt = prompt(Acme.prompt("x {{n}}", List.of()));
        String key = UUID.randomUUID().toString();
        ScriptedServer.MODEL.say("first");
        String run = keyed(prompt, key, "1").then().statusCode(200).extract().path("run_id");
        keyed(prompt, key, "1")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("run_id", equalTo(run))
                .body("output", equalTo("first"));
        keyed(prompt, key, "2").then().statusCode(422);
        assertThat(ScriptedServer.MODEL.requests()).hasSize(1);
    }

    @Test
    void isFoundByWhatItWasAndByWhatWasSaid() {
        String word = "zebra" + UUID.randomUUID().toString().replace("-", "");
        String prompt = prompt(Acme.prompt("x", List.of()));
        ScriptedServer.MODEL.say("The " + word + " runs.");
        String run = run(prompt, Map.of()).extract().path("run_id");
        ScriptedServer.MODEL.say(new Reply.Status(400));
        String failed = run(prompt, Map.of()).extract().path("run_id");

        list("?q=" + word).body("items.id", contains(run)).body("items[0].tasks", nullValue());
        list("?q=" + word + " -runs").body("items", empty());
        list("?prompt_id=" + prompt).body("items.id", contains(failed, run));
        list("?prompt_id=" + prompt + "&status=failed").body("items.id", contains(failed));
        list("?prompt_id=" + prompt + "&source=action").body("items", empty());
        list("?prompt_id=" + prompt + "&user_id=" + TestUser.ACME_MEMBER.subject())
                .body("items", hasSize(2));
        list("?prompt_id=" + prompt + "&user_id=nobody").body("items", empty());
        list("?prompt_id=" + prompt + "&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")
                .body("items", empty());
        String next = list("?prompt_id=" + prompt + "&limit=1")
                .body("items.id", contains(failed))
                .extract()
                .path("next");
        list("?prompt_id=" + prompt + "&limit=1&cursor=" + next)
                .body("items.id", contains(run))
                .body("next", nullValue());
        list("?action_id=" + UUID.randomUUID()).body("items", empty());
        Acme.as(TestUser.GLOBEX_OWNER).get(RUNS + "?q=" + word).then().body("items", empty());
        for (String wrong : List.of("?status=done", "?status=queued", "?from=yesterday", "?prompt_id=1", "?source=x")) {
            Acme.member().get(RUNS + wrong).then().statusCode(400).body("errors[0].pointer", containsString("?"));
        }
    }

    @Test
    void whatAUsersOwnValueWentIntoIsReadByNobodyElse() {
        String secret = "secret" + UUID.randomUUID().toString().replace("-", "");
        String prompt = prompt(Acme.prompt("{{x}}", List.of()));
        String broker = Acme.broker("own");
        Acme.value(TestUser.ACME_MEMBER, broker, Map.of("scope", "user", "value", secret));
        String action = Acme.create(
                "/api/v1/actions",
                Map.of(
                        "name",
                        "a",
                        "prompt_id",
                        prompt,
                        "broker_mappings",
                        Map.of("x", broker),
                        "context_scopes",
                        List.of("user")));
        ScriptedServer.MODEL.say("It is " + secret);
        String run = Acme.member()
                .body(Map.of())
                .post("/api/v1/actions/" + action + "/run")
                .then()
                .statusCode(200)
                .extract()
                .path("run_id");
        Acme.member()
                .get(RUNS + "/" + run)
                .then()
                .body("output", containsString(secret))
                .body("variables[0].scope", equalTo("user"))
                .body("source", equalTo("action"))
                .body("action_id", equalTo(action))
                .body("action_version", equalTo(0));
        String seen = Acme.as(TestUser.ACME_OWNER)
                .get(RUNS + "/" + run)
                .then()
                .body("content_hidden", equalTo(true))
                .extract()
                .asString();
        assertThat(seen).doesNotContain(secret).contains(broker);
        list("?q=" + secret).body("items.id", contains(run));
        Acme.as(TestUser.ACME_OWNER).get(RUNS + "?q=" + secret).then().body("items", empty());
        assertThat(Acme.as(TestUser.ACME_OWNER).get(RUNS).asString()).doesNotContain(secret);
    }

    @Test
    void aTenantThatRedactsKeepsNoContent() throws SQLException {
        keptAs(true, 90);
        ScriptedServer.MODEL.say("confidential answer");
        String run = run(prompt(Acme.prompt("{{x}}", List.of())), Map.of("x", "confidential value"))
                .statusCode(200)
                .body("output", equalTo("confidential answer"))
                .extract()
                .path("run_id");
        String kept = Acme.member()
                .get(RUNS + "/" + run)
                .then()
                .body("status", equalTo("completed"))
                .body("content_hidden", equalTo(true))
                .body("variables[0].name", equalTo("x"))
                .body("variables[0].source", equalTo("user"))
                .body("usage.output_tokens", equalTo(5))
                .extract()
                .asString();
        assertThat(kept).doesNotContain("confidential");
        try (Connection owner = Catalogue.asOwner();
                Statement statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "select to_jsonb(r)::text || coalesce((select string_agg(to_jsonb(t)::text, '') from task t"
                                + " where t.run_id = r.id), '') from run r where r.id = '" + run + "'")) {
            rows.next();
            assertThat(rows.getString(1)).doesNotContain("confidential");
        }
    }

    @Test
    void runsAreKeptForAsLongAsTheTenantWants() throws SQLException {
        String prompt = prompt(Acme.prompt("x", List.of()));
        String old = run(prompt, Map.of()).extract().path("run_id");
        String older = run(prompt, Map.of()).extract().path("run_id");
        age(old, 80);
        age(older, 100);
        keepRunsAlive.sweep().await().atMost(Duration.ofSeconds(10));
        list("?prompt_id=" + prompt).body("items.id", contains(old));
        keptAs(false, 30);
        keepRunsAlive.sweep().await().atMost(Duration.ofSeconds(10));
        list("?prompt_id=" + prompt).body("items", empty());
    }

    @Test
    void theDaysBudgetRefusesWithItsReset() throws SQLException {
        sql("update tenant set daily_limit_micro_usd = 0 where tenant_id = '" + TestUser.ACME + "'");
        try {
            run(prompt(priced("Who?")), Map.of())
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("type", containsString("budget-exhausted"));
            assertThat(stream(prompt(priced("Who?"))).getLast())
                    .containsEntry("type", "RUN_ERROR")
                    .containsEntry("code", "budget-exhausted")
                    .containsEntry("resets_at", Budget.resetsAt().toString());
            assertThat(ScriptedServer.MODEL.requests()).isEmpty();
        } finally {
            sql("update tenant set daily_limit_micro_usd = 5000000 where tenant_id = '" + TestUser.ACME + "'");
        }
    }

    @Test
    void aModelThatThePlanDoesNotIncludeIsNotAsked() throws SQLException {
        sql("update tenant set allowed_models = '{another}' where tenant_id = '" + TestUser.ACME + "'");
        try {
            run(prompt(priced("Who?")), Map.of()).statusCode(403).body("type", containsString("model-not-allowed"));
            run(prompt(Acme.prompt("Who?", List.of())), Map.of()).statusCode(200);
            assertThat(ScriptedServer.MODEL.requests()).hasSize(1);
        } finally {
            sql("update tenant set allowed_models = '{}' where tenant_id = '" + TestUser.ACME + "'");
        }
    }

    @Test
    void aStrangersRunDoesNotExist() {
        String run =
                run(prompt(Acme.prompt("x", List.of())), Map.of()).extract().path("run_id");
        Acme.as(TestUser.GLOBEX_OWNER).get(RUNS + "/" + run).then().statusCode(404);
        Acme.as(TestUser.GLOBEX_OWNER).get(RUNS).then().body("items.id", not(hasItem(run)));
        list("").body("items.id", everyItem(notNullValue()));
    }

    @Test
    void theRunsOfAUserWhoWasErasedAreGoneAndOthersStay() {
        String prompt = prompt(Acme.prompt("Whom to call, {{n}}?", List.of()));
        String key = UUID.randomUUID().toString();
        String erased =
                keyed(prompt, key, "Grace").then().statusCode(200).extract().path("run_id");
        String kept = Acme.as(TestUser.ACME_ADMIN)
                .body(Map.of("variables", Map.of("n", "Ada")))
                .post("/api/v1/prompts/" + prompt + "/run")
                .then()
                .statusCode(200)
                .extract()
                .path("run_id");

        erase(TestUser.ACME_MEMBER.subject());

        await().until(() ->
                Acme.as(TestUser.ACME_ADMIN).get(RUNS + "/" + erased).statusCode() == 404);
        Acme.as(TestUser.ACME_ADMIN).get(RUNS + "/" + kept).then().statusCode(200);
        keyed(prompt, key, "Another").then().statusCode(200);
    }

    @Test
    void aTurnOfAConversationIsARunWithATaskForEachModelCall() {
        Turn turn = turn(TestUser.ACME_MEMBER);
        Instant start = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);

        TurnsForTests.told(
                "completed", TestUser.ACME, turn.calling(start, "gpt-4o model-unavailable", "claude-sonnet"));

        told(turn)
                .body("status", equalTo("completed"))
                .body("source", equalTo("turn"))
                .body("name", equalTo("sales"))
                .body("agent_id", equalTo(turn.agent().toString()))
                .body("agent_role", equalTo("sales"))
                .body("agent_version", equalTo(7))
                .body("conversation_id", equalTo(turn.conversation().toString()))
                .body("user_id", equalTo(turn.user()))
                .body("prompt_id", nullValue())
                .body("prompt_version", nullValue())
                .body("error", nullValue())
                .body("usage.input_tokens", equalTo(100))
                .body("usage.output_tokens", equalTo(10))
                .body("usage.cost_usd", equalTo(2e-5f))
                .body("created_at", equalTo(start.toString()))
                .body("latency_ms", greaterThanOrEqualTo(5000))
                .body("tasks.number", contains(1, 2))
                .body("tasks.model", contains("gpt-4o", "claude-sonnet"))
                .body("tasks.status", contains("failed", "completed"))
                .body("tasks.error_code", contains("model-unavailable", null))
                .body("tasks.latency_ms", contains(1500, 1500))
                .body("tasks[1].usage.cost_usd", equalTo(1e-5f))
                // What was said is the conversation's, and not here.
                .body("content_hidden", equalTo(true))
                .body("variables", empty())
                .body("output", nullValue())
                .body("tasks.messages", contains(nullValue(), nullValue()))
                .body("tasks.output", contains(nullValue(), nullValue()));
        Acme.as(TestUser.GLOBEX_OWNER).get(RUNS + "/" + turn.run()).then().statusCode(404);
    }

    @Test
    void turnsAreListedAndFilteredLikeOtherRuns() {
        Turn first = turn(TestUser.ACME_MEMBER);
        Turn second = new Turn(
                UuidCreator.getTimeOrderedEpoch(), UUID.randomUUID(), first.agent(), first.user(), "gpt-4o", 0.00002);
        TurnsForTests.completed(TestUser.ACME, first);
        TurnsForTests.failed(TestUser.ACME, "timeout", second);
        told(first);
        told(second).body("status", equalTo("failed")).body("error.code", equalTo("model-timeout"));

        String agent = "?agent_id=" + first.agent();
        list(agent)
                .body("items.id", contains(second.run().toString(), first.run().toString()));
        list(agent + "&source=turn&status=failed")
                .body("items.id", contains(second.run().toString()));
        list(agent + "&source=prompt").body("items", empty());
        list(agent + "&user_id=" + first.user()).body("items", hasSize(2));
        list(agent + "&user_id=nobody").body("items", empty());
        list(agent + "&to=2020-01-02T00:00:00Z").body("items", empty());
        list(agent + "&q=sales").body("items", hasSize(2));
        list(agent + "&q=\"did not answer in time\"")
                .body("items.id", contains(second.run().toString()));
        Acme.member().get(RUNS + "?agent_id=1").then().statusCode(400);
    }

    @Test
    void theAttemptsAtATurnAreOneRun() {
        Turn turn = turn(TestUser.ACME_MEMBER);
        Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        TurnsForTests.told("paused", TestUser.ACME, turn.calling(start, "gpt-4o"));
        told(turn).body("status", equalTo("running")).body("finished_at", nullValue());
        Acme.member()
                .post(RUNS + "/" + turn.run() + "/cancel")
                .then()
                .statusCode(409)
                .body("detail", containsString("/api/chat/runs/" + turn.run() + "/stop"));

        TurnsForTests.told("stopped", TestUser.ACME, turn.calling(start.plusSeconds(30), "gpt-4o cancelled"));
        // Another attempt had overtaken this one, so its end is not the turn's.
        TurnsForTests.told("superseded", TestUser.ACME, turn.calling(start.plusSeconds(10), "gpt-4o", "gpt-4o"));

        await().untilAsserted(() -> told(turn).body("tasks", hasSize(4)));
        told(turn)
                .body("status", equalTo("cancelled"))
                .body("error.code", equalTo("cancelled"))
                .body("tasks.status", contains("completed", "cancelled", "completed", "completed"))
                .body("usage.input_tokens", equalTo(300))
                .body("usage.cost_usd", equalTo(6e-5f))
                .body("created_at", equalTo(start.toString()))
                .body("finished_at", notNullValue());
    }

    @Test
    void aTurnThatNamesAnothersRunLeavesItAlone() {
        String prompt =
                run(prompt(Acme.prompt("x", List.of())), Map.of()).extract().path("run_id");
        Turn theirs = turn(TestUser.ACME_ADMIN);
        TurnsForTests.completed(TestUser.ACME, theirs);
        told(theirs);

        // Clients that keep their conversation themselves say which run they go on with.
        for (UUID named : List.of(UUID.fromString(prompt), theirs.run())) {
            TurnsForTests.failed(
                    TestUser.ACME,
                    "internal",
                    new Turn(
                            named,
                            theirs.conversation(),
                            theirs.agent(),
                            TestUser.ACME_MEMBER.subject(),
                            "x",
                            0.00001));
        }
        Turn last = new Turn(
                UuidCreator.getTimeOrderedEpoch(), theirs.conversation(), theirs.agent(), theirs.user(), "x", 0);
        TurnsForTests.completed(TestUser.ACME, last);
        told(last);

        told(theirs).body("status", equalTo("completed")).body("usage.cost_usd", equalTo(2e-5f));
        Acme.member()
                .get(RUNS + "/" + prompt)
                .then()
                .body("source", equalTo("prompt"))
                .body("status", equalTo("completed"));
    }

    @Test
    void turnsOfUsersWhoWereErasedAndTurnsOfLongAgoAreForgotten() throws SQLException {
        String user = UUID.randomUUID().toString();
        Turn before = new Turn(UUID.randomUUID(), user, "gpt-4o", 0.00002);
        Turn late = new Turn(UuidCreator.getTimeOrderedEpoch(), before.conversation(), before.agent(), user, "x", 0);
        Turn after = new Turn(UuidCreator.getTimeOrderedEpoch(), before.conversation(), before.agent(), user, "x", 0);
        Instant start = Instant.now();
        TurnsForTests.told("completed", TestUser.ACME, before.calling(start, "gpt-4o"));
        told(before);

        erase(user);

        await().until(() -> Acme.member().get(RUNS + "/" + before.run()).statusCode() == 404);
        TurnsForTests.told("completed", TestUser.ACME, late.calling(start, "gpt-4o"));
        TurnsForTests.told("completed", TestUser.ACME, after.calling(Instant.now(), "gpt-4o"));
        told(after);
        Acme.member().get(RUNS + "/" + late.run()).then().statusCode(404);
        age(after.run().toString(), 100);
        keepRunsAlive.sweep().await().atMost(Duration.ofSeconds(10));
        Acme.member().get(RUNS + "/" + after.run()).then().statusCode(404);
    }

    private static Turn turn(TestUser user) {
        return new Turn(UUID.randomUUID(), user.subject(), "gpt-4o", 0.00002);
    }

    /** Its run, once it is there. */
    private static ValidatableResponse told(Turn turn) {
        await().until(() -> Acme.member().get(RUNS + "/" + turn.run()).statusCode() == 200);
        return Acme.member().get(RUNS + "/" + turn.run()).then().statusCode(200);
    }

    private static void erase(String user) {
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.conversation.events",
                        "dev.spectrum.conversation.user.erased.v1",
                        TestUser.ACME,
                        user,
                        new ObjectMapper()
                                .createObjectNode()
                                .put("user_id", user)
                                .put("erasure_id", UUID.randomUUID().toString()))
                .tell();
    }

    private static Map<String, Object> structured() {
        Map<String, Object> prompt = Acme.prompt("Score it", List.of());
        prompt.put(
                "settings",
                Map.of(
                        "model",
                        "priced",
                        "max_tokens",
                        100,
                        "response_schema",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("score", Map.of("type", "integer")),
                                "required",
                                List.of("score"))));
        return prompt;
    }

    /** For a model that costs something. */
    private static Map<String, Object> priced(String text) {
        Map<String, Object> prompt = Acme.prompt(text, List.of());
        prompt.put("settings", Map.of("model", "priced", "max_tokens", 1000));
        return prompt;
    }

    private static String prompt(Map<String, Object> prompt) {
        return Acme.create("/api/v1/prompts", prompt);
    }

    private static ValidatableResponse run(String prompt, Map<String, Object> variables) {
        return call(prompt, Map.of("variables", variables)).then();
    }

    private static Response call(String prompt, Map<String, Object> body) {
        return Acme.member().body(body).post("/api/v1/prompts/" + prompt + "/run");
    }

    private static Response keyed(String prompt, String key, String n) {
        return Acme.member()
                .header("Idempotency-Key", key)
                .body(Map.of("variables", Map.of("n", n)))
                .post("/api/v1/prompts/" + prompt + "/run");
    }

    private static String asked() {
        return ScriptedServer.MODEL.lastRequest().at("/messages/0/content").asText();
    }

    private static ValidatableResponse list(String query) {
        return Acme.member().get(RUNS + query).then().statusCode(200);
    }

    private static @Nullable String running(String prompt) {
        List<String> found =
                list("?prompt_id=" + prompt + "&status=running").extract().path("items.id");
        return found.isEmpty() || ScriptedServer.MODEL.requests().isEmpty() ? null : found.getFirst();
    }

    /** The events, each with its id and its own text. */
    private static List<Map<String, Object>> stream(String prompt) {
        String text = Acme.member()
                .accept("text/event-stream")
                .body(Map.of())
                .post("/api/v1/prompts/" + prompt + "/run")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();
        return java.util.Arrays.stream(text.split("\n\n", -1))
                .filter(block -> !block.isBlank())
                .map(RunIT::event)
                .toList();
    }

    private static Map<String, Object> event(String block) {
        Map<String, Object> event = new HashMap<>();
        for (String line : block.split("\n", -1)) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("data:")) {
                event.put("raw", value);
                Map<String, Object> fields = JsonPath.from(value).getMap("");
                event.putAll(fields);
            }
        }
        for (String line : block.split("\n", -1)) {
            if (line.startsWith("id:")) {
                event.put("id", line.substring(3).strip());
            }
        }
        return event;
    }

    private static void keptAs(boolean redacted, int days) throws SQLException {
        sql("update tenant set redact_run_content = " + redacted + ", run_retention_days = " + days
                + " where tenant_id = '" + TestUser.ACME + "'");
    }

    private static void age(String run, int days) throws SQLException {
        sql("update run set created_at = now() - interval '" + days + " days' where id = '" + run + "'");
    }

    /** As the schema's owner, for acme. */
    private static void sql(String statement) throws SQLException {
        try (Connection owner = Catalogue.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', false)");
            sql.execute(statement);
        }
    }

    private long field(String name) {
        var value = redis.hget("budget:{" + TestUser.ACME + "}:" + LocalDate.now(ZoneOffset.UTC), name)
                .await()
                .indefinitely();
        return value == null ? 0 : value.toLong();
    }
}
