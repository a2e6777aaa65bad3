package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ACME_VIEWER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.gateway.ToolsForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LongResultIT {

    private final ObjectNode whole = manyContacts();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void toolsWithLongResults() {
        ToolsForTests.offer(
                "test_list_all", true, (context, arguments) -> Uni.createFrom().item(whole));
        ToolsForTests.offer(
                "test_change_all",
                false,
                (context, arguments) -> Uni.createFrom().item(whole));
    }

    @AfterEach
    void noMoreTools() {
        ToolsForTests.withdrawAll();
    }

    @Test
    void isShortenedAndCanBeReadOn() {
        JsonNode answer = read(call(as(ACME_MEMBER), "test_list_all", Map.of()));

        assertThat(answer.get("extent").asText()).isEqualTo("shortened");
        assertThat(answer.get("result").toString().length()).isBetween(20_000, 70_000);
        assertThat(answer.at("/result/contacts/0")).isEqualTo(whole.at("/contacts/0"));
        assertThat(json(readOn(answer.get("id").asText()))).isEqualTo(whole);
    }

    @Test
    void aModelIsToldHowToReadOn() {
        JsonNode answer = Gateway.json(as(ACME_MEMBER)
                        .body(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"test_list_all\"}}")
                        .post("/mcp")
                        .asString())
                .get("result");

        String id = answer.at("/_meta/dev.spectrum~1call-id").asText();
        assertThat(answer.at("/_meta/dev.spectrum~1extent").asText()).isEqualTo("shortened");
        assertThat(answer.at("/content/1/text").asText())
                .contains("read_result")
                .contains(id);
        assertThat(answer.at("/structuredContent/contacts/0")).isEqualTo(whole.at("/contacts/0"));
        assertThat(json(readOn(id))).isEqualTo(whole);
    }

    @Test
    void aRepeatIsShortenedLikewise() {
        JsonNode first = read(call(as(ACME_MEMBER).header("Idempotency-Key", key), "test_change_all", Map.of()));
        JsonNode second = read(call(as(ACME_MEMBER).header("Idempotency-Key", key), "test_change_all", Map.of()));

        assertThat(second).isEqualTo(first);
        assertThat(json(readOn(first.get("id").asText()))).isEqualTo(whole);
    }

    @Test
    void onlyWhoMayCallTheToolReadsOn() {
        String id = read(call(as(ACME_MEMBER), "test_change_all", Map.of()))
                .get("id")
                .asText();
        AgentsForTests without = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        AgentsForTests with = AgentsForTests.known(ACME, Map.of("test", List.of("write")));

        assertNotFound(
                error(as(ACME_MEMBER).queryParam("agent_role", without.role()), "read_result", Map.of("call_id", id)));
        assertNotFound(error(ACME_VIEWER, "read_result", Map.of("call_id", id)));
        assertNotFound(error(GLOBEX_OWNER, "read_result", Map.of("call_id", id)));
        assertThat(result(as(ACME_MEMBER).queryParam("agent_role", with.role()), "read_result", Map.of("call_id", id))
                        .get("tool")
                        .asText())
                .isEqualTo("test_change_all");
    }

    @Test
    void isKeptForATime() throws SQLException {
        String id =
                read(call(as(ACME_MEMBER), "test_list_all", Map.of())).get("id").asText();
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement()) {
            statement.execute("update call_result set kept_until = now() where call_id = '" + id + "'");
            assertNotFound(error(ACME_MEMBER, "read_result", Map.of("call_id", id)));
            statement.execute("select sweep_call_results()");
            assertThat(statement
                            .executeQuery("select from call_result where call_id = '" + id + "'")
                            .next())
                    .isFalse();
        }
    }

    private static void assertNotFound(JsonNode error) {
        assertThat(error.get("error").asText()).isEqualTo("not-found");
    }

    private static String readOn(String callId) {
        StringBuilder text = new StringBuilder();
        JsonNode next = JsonNodeFactory.instance.numberNode(0);
        while (!next.isNull()) {
            JsonNode piece = result(ACME_MEMBER, "read_result", Map.of("call_id", callId, "from", next.asInt()));
            text.append(piece.get("text").asText());
            next = piece.get("next");
        }
        return text.toString();
    }

    private static ObjectNode manyContacts() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 2_000; i++) {
            result.withArray("/contacts")
                    .addObject()
                    .put("name", "Contact \ud83d\ude00 " + i)
                    .put("notes", "ü".repeat(50));
        }
        return result;
    }
}
