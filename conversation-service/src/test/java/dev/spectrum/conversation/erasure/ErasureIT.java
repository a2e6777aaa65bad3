package dev.spectrum.conversation.erasure;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.Files;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.ScriptedModel;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureIT {

    private static final TestUser ERASED = TestUser.ACME_MEMBER;

    private final String role = "erasure-" + UUID.randomUUID();
    /** What the user says, and nobody else. */
    private final String secret = "s" + UUID.randomUUID().toString().replace("-", "");

    @Inject
    Redis redis;

    @Inject
    EraseUsers eraseUsers;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void nothingOfTheUserIsLeftInAnyTableOrAnyKeyOfRedis() throws SQLException {
        MODEL.say("So you say " + secret + "!");
        JsonPath answer = Chat.send(role, "My name is " + secret).jsonPath();
        String conversation = answer.getString("conversation_id");
        Chat.send(role, "Again: " + secret, conversation).then().statusCode(200);
        MODEL.otherwise(request -> new ScriptedModel.Reply.Status(500));
        Chat.send(role, "Unanswered " + secret);
        ScriptedServers.forget();
        Chat.as(ERASED)
                .header("Idempotency-Key", UUID.randomUUID())
                .body("{\"rating\": \"up\", \"comment\": \"" + secret + "\"}")
                .post("/api/v1/messages/" + answer.getString("message_id") + "/feedback")
                .then()
                .statusCode(200);
        Chat.as(ERASED)
                .body("{\"title\": \"" + secret + "\"}")
                .patch("/api/v1/conversations/" + conversation)
                .then()
                .statusCode(200);
        String deleted = Chat.send(role, "Deleted " + secret).jsonPath().getString("conversation_id");
        Chat.as(ERASED).delete("/api/v1/conversations/" + deleted).then().statusCode(204);
        Files.send(role, "Read it", Files.add("sent.txt", "It says " + secret))
                .then()
                .statusCode(200);
        Files.add("unsent.txt", "It says " + secret);
        GATEWAY.offer("revops_search_contacts", "{\"name\": \"" + secret + "\"}");
        MODEL.askFor("revops_search_contacts", "{}");
        MODEL.askFor("local_time", "{}");
        Chat.as(ERASED)
                .body("{\"model\": \"" + role
                        + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Who, and when?\"}],"
                        + " \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"local_time\"}}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        assertThat(tablesWith(secret))
                .contains("message", "turn", "feedback", "conversation", "idempotency", "attachment");
        assertThat(keysWith(secret))
                .anyMatch(key -> key.startsWith("completion:"))
                .anyMatch(key -> key.startsWith("conversation:"));

        JsonPath erasure = erase(ERASED.subject());

        assertThat(erasure.getString("state")).isEqualTo("completed");
        assertThat(erasure.getInt("conversations")).isGreaterThanOrEqualTo(3);
        assertThat(erasure.getInt("messages")).isGreaterThanOrEqualTo(7);
        assertThat(tablesWith(secret)).isEmpty();
        assertThat(keysWith(secret)).isEmpty();
        assertThat(keysWith(conversation)).isEmpty();
        Chat.as(ERASED).get("/api/v1/conversations/" + conversation).then().statusCode(404);
        Chat.send(role, "Hello again", conversation).then().statusCode(404);
        Chat.send(role, "Hello anew").then().statusCode(200);
    }

    @Test
    void othersAreLeftAsTheyAre() {
        String others = Chat.as(TestUser.ACME_ADMIN)
                .body(Chat.body(role, "Mine"))
                .post("/api/chat/send")
                .jsonPath()
                .getString("conversation_id");
        AgentState.agent(TestUser.GLOBEX, UUID.randomUUID(), role, 0, agent -> {});
        String elsewhere = Chat.as(TestUser.AGENCY)
                .header("X-Tenant", "globex")
                .body(Chat.body(role, "Mine"))
                .post("/api/chat/send")
                .jsonPath()
                .getString("conversation_id");

        erase(ERASED.subject());
        erase(TestUser.AGENCY.subject());

        Chat.as(TestUser.ACME_ADMIN)
                .get("/api/v1/conversations/" + others)
                .then()
                .statusCode(200);
        Chat.as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/conversations/" + elsewhere)
                .then()
                .statusCode(200);
    }

    @Test
    void isToldOfAndKeptAsAProofThatSaysNothing() {
        JsonPath erasure = erase(ERASED.subject());

        Chat.as(TestUser.ACME_ADMIN)
                .get("/api/v1/users/" + ERASED.subject() + "/erasure")
                .then()
                .statusCode(200)
                .body("id", equalTo(erasure.getString("id")))
                .body("requested_by", equalTo(TestUser.ACME_ADMIN.subject()))
                .body("completed_at", notNullValue());
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            var told = events.await(event -> event.type().endsWith("user.erased.v1")
                    && event.data().path("erasure_id").asText().equals(erasure.getString("id")));
            assertThat(told.subject()).isEqualTo(ERASED.subject());
        }
        Chat.as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/users/" + ERASED.subject() + "/erasure")
                .then()
                .statusCode(404);
    }

    @Test
    void aTurnUnderWayLeavesNothingEither() throws Exception {
        MODEL.say(new ScriptedModel.Reply.Late(
                Duration.ofSeconds(1), new ScriptedModel.Reply.Text("You said " + secret)));
        try (ExecutorService client = Executors.newSingleThreadExecutor()) {
            Future<Integer> asking =
                    client.submit(() -> Chat.send(role, "My name is " + secret).statusCode());
            await().until(() -> tablesWith(secret).contains("message"));

            erase(ERASED.subject());

            assertThat(asking.get()).isEqualTo(404);
        }
        assertThat(tablesWith(secret)).isEmpty();
        forgetOnceMore();
        assertThat(keysWith(secret)).isEmpty();
    }

    @Test
    void aTurnUnderWayIsForgottenOnceMoreWhenItHasEnded() throws SQLException {
        String conversation = Chat.send(role, secret).jsonPath().getString("conversation_id");
        String key = keysWith(conversation).getFirst();
        erase(ERASED.subject());
        // As the turn's process would, which does not know yet.
        redis.sendAndAwait(Request.cmd(Command.SET).arg(key).arg(secret));

        forgetOnceMore();

        assertThat(keysWith(secret)).isEmpty();
        try (Sql acme = Sql.in(TestUser.ACME)) {
            assertThat(acme.count("select count(*) from erased_trace")).isZero();
        }
    }

    @Test
    void whileRedisIsAwayTheRowsGoAndTheRestWhenItIsBack() throws SQLException {
        Chat.send(role, secret).then().statusCode(200);
        TemporaryServer<RedisServer> server = RealServers.redis();
        server.stop();
        try {
            assertThat(erase(ERASED.subject()).getString("state")).isEqualTo("running");
            assertThat(tablesWith(secret)).isEmpty();
        } finally {
            server.start();
        }

        await().ignoreExceptions().until(() -> {
            eraseUsers.work().await().indefinitely();
            return Chat.as(TestUser.ACME_ADMIN)
                    .get("/api/v1/users/" + ERASED.subject() + "/erasure")
                    .jsonPath()
                    .getString("state")
                    .equals("completed");
        });
    }

    @Test
    void whatARequestDidNotEndIsGoneOnWith() throws SQLException {
        Chat.send(role, secret).then().statusCode(200);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        try (Sql acme = Sql.in(TestUser.ACME)) {
            acme.change(
                    "insert into erasure (tenant_id, id, user_id, requested_by, requested_at) values (?, ?, ?, 'x', now())",
                    TestUser.ACME,
                    id,
                    ERASED.subject());
        }

        eraseUsers.work().await().indefinitely();

        try (Sql acme = Sql.in(TestUser.ACME)) {
            assertThat(acme.one("select completed_at from erasure where id = ?", id))
                    .isPresent();
        }
        assertThat(tablesWith(secret)).isEmpty();
    }

    @Test
    void aRunUnderWayIsGivenUpAndWhoFollowsItIsTold() {
        MODEL.say(new ScriptedModel.Reply.Drips("la "));
        try (Events song = Events.send(Chat.body(role, "Sing"))) {
            song.await("TEXT_MESSAGE_CONTENT");
            String run = song.heard().getFirst().data().path("runId").asText();
            try (Events follower = Events.follow(run)) {
                follower.await("TEXT_MESSAGE_CONTENT");

                erase(ERASED.subject());

                assertThat(follower.toTheEnd().getLast().data().path("type").asText())
                        .isEqualTo("RUN_ERROR");
            }
            assertThat(song.toTheEnd().getLast().data().path("type").asText()).isEqualTo("RUN_ERROR");
        }
        assertThat(MODEL.hangUps()).isPositive();
    }

    @Test
    void aUserOfWhomNothingIsKeptIsErasedAsWell() {
        JsonPath erasure = erase("nobody-" + secret);

        assertThat(erasure.getString("state")).isEqualTo("completed");
        assertThat(erasure.getInt("conversations")).isZero();
        Chat.as(TestUser.ACME_ADMIN)
                .delete("/api/v1/users/" + "a".repeat(256) + "/data")
                .then()
                .statusCode(404);
        Chat.as(TestUser.ACME_ADMIN).get("/api/v1/users/none/erasure").then().statusCode(404);
    }

    /** As two minutes later. */
    private void forgetOnceMore() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            owner.createStatement().execute("update erased_trace set again_after = now() - interval '1 second'");
        }
        eraseUsers.work().await().indefinitely();
    }

    private static JsonPath erase(String user) {
        return Chat.as(TestUser.ACME_ADMIN)
                .delete("/api/v1/users/" + user + "/data")
                .then()
                .statusCode(202)
                .header("Location", org.hamcrest.Matchers.endsWith("/api/v1/users/" + user + "/erasure"))
                .extract()
                .jsonPath();
    }

    /**
     * Every table of the schema in which the text stands anywhere in a row, in one of the tenants' rows or in those that the
     * owner sees of all.
     */
    private static Set<String> tablesWith(String text) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Connection owner = Catalogue.asOwner()) {
            for (UUID tenant : List.of(TestUser.ACME, TestUser.GLOBEX, new UUID(0, 0))) {
                owner.createStatement().execute("set app.tenant_id = '" + tenant + "'");
                for (String table : tables(owner)) {
                    try (ResultSet rows = owner.createStatement()
                            .executeQuery(
                                    "select count(*) from " + table + " t where t::text ilike '%" + text + "%'")) {
                        rows.next();
                        if (rows.getLong(1) > 0) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Connection owner) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = owner.createStatement()
                .executeQuery("select relname from pg_class where relnamespace = 'conversation'::regnamespace"
                        + " and relkind in ('r', 'p') and not relispartition")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Every key of Redis whose name, or whose value of whatever type, has the text. */
    private List<String> keysWith(String text) {
        List<String> found = new ArrayList<>();
        for (Response key : redis.sendAndAwait(Request.cmd(Command.KEYS).arg("*"))) {
            String name = key.toString();
            if (name.contains(text) || value(name).contains(text)) {
                found.add(name);
            }
        }
        return found;
    }

    private String value(String key) {
        String type = redis.sendAndAwait(Request.cmd(Command.TYPE).arg(key)).toString();
        Request read = switch (type) {
            case "string" -> Request.cmd(Command.GET).arg(key);
            case "stream" -> Request.cmd(Command.XRANGE).arg(key).arg("-").arg("+");
            case "hash" -> Request.cmd(Command.HGETALL).arg(key);
            case "list" -> Request.cmd(Command.LRANGE).arg(key).arg("0").arg("-1");
            case "set" -> Request.cmd(Command.SMEMBERS).arg(key);
            case "zset" -> Request.cmd(Command.ZRANGE).arg(key).arg("0").arg("-1");
            default -> throw new IllegalStateException("A type of Redis that this test does not read: " + type);
        };
        Response value = redis.sendAndAwait(read);
        return value == null ? "" : value.toString();
    }
}
