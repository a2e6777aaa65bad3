package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tampers with the audit trail of globex as only a superuser can, and puts everything back. */
@QuarkusTest
class TrailIT {

    private static final String OF_GLOBEX = " where tenant_id = '" + GLOBEX + "'";

    private static final String LAST_TOOL = "there_is_no_such_tool";

    private Connection superuser;
    private long last;

    /** Every test puts it back as it was: the next one needs no other. */
    @BeforeEach
    void aTrailOfSomeLength() throws SQLException {
        JsonNode latest = read(as(GLOBEX_OWNER).get("/api/v1/tool-calls?limit=1"));
        if (!latest.at("/items/0/tool").asText().equals(LAST_TOOL)) {
            make();
        }
        last = verify("").at("/head/position").asLong();
        superuser = Superuser.connect();
        execute("create temporary table trail_before as select * from tool_call" + OF_GLOBEX);
        execute("create temporary table head_before as select * from tool_call_head" + OF_GLOBEX);
    }

    private static void make() {
        for (int i = 0; i < 6; i++) {
            read(call(as(GLOBEX_OWNER), "revops_search_contacts", Map.of("query", "q\"ü\n" + i)));
        }
        call(as(GLOBEX_OWNER), "revops_create_contact", Map.of("first_name", "Trail"));
        call(as(GLOBEX_OWNER), LAST_TOOL, Map.of());
    }

    @AfterEach
    void putBack() throws SQLException {
        execute("delete from tool_call" + OF_GLOBEX);
        execute("insert into tool_call select * from trail_before");
        execute("delete from tool_call_head" + OF_GLOBEX);
        execute("insert into tool_call_head select * from head_before");
        superuser.close();
        assertThat(verify("").get("is_intact").asBoolean()).isTrue();
    }

    @Test
    void aTrailThatNobodyTouchedIsIntact() {
        JsonNode all = verify("");
        assertThat(all.get("is_intact").asBoolean()).as(all.toString()).isTrue();
        assertThat(all.get("checked").asLong()).isEqualTo(last).isGreaterThanOrEqualTo(8);
        assertThat(all.get("fault").isNull()).isTrue();
        assertThat(all.get("next").isNull()).isTrue();

        JsonNode range = verify("?from=" + (last - 4) + "&to=" + (last - 2));
        assertThat(range.get("is_intact").asBoolean()).isTrue();
        assertThat(range.get("checked").asLong()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool = 'revops_get_contact'",
                "data_source = null",
                "access = 'write'",
                "caller = 'somebody-else'",
                "caller_name = 'Somebody Else'",
                "agent_role = 'sales'",
                "arguments = '{\"query\":\"another\"}'",
                "arguments = (arguments::text || ' ')::json",
                "idempotency_key = 'key'",
                "outcome = 'failed'",
                "reason = 'internal'",
                "duration_ms = duration_ms + 1",
                "called_at = called_at + interval '1 microsecond'",
                "call_id = '01990000-0000-7000-8000-000000000000'",
                "hash = sha256('x')",
                "previous_hash = sha256('x')",
                "tenant_id = '01990000-0000-7000-8000-000000000001'"
            })
    void anEditIsDetected(String change) throws SQLException {
        long position = last - 5;
        execute("update tool_call set " + change + OF_GLOBEX + " and position = " + position);
        try {
            assertFault(position);
        } finally {
            execute("delete from tool_call where id in (select id from trail_before)");
        }
    }

    @Test
    void aDeletionIsDetected() throws SQLException {
        execute("delete from tool_call" + OF_GLOBEX + " and position = " + (last - 5));
        assertFault(last - 5, "entry-missing");
    }

    @Test
    void aDeletionWhoseGapWasClosedIsDetected() throws SQLException {
        execute("delete from tool_call" + OF_GLOBEX + " and position = " + (last - 5));
        execute("update tool_call set position = position - 1" + OF_GLOBEX + " and position > " + (last - 5));
        execute("update tool_call_head set position = position - 1" + OF_GLOBEX);
        assertFault(last - 5, "link-broken");
    }

    @Test
    void aSwapIsDetected() throws SQLException {
        execute("update tool_call set position = " + (2 * last - 9) + " - position" + OF_GLOBEX + " and position in ("
                + (last - 5) + ", " + (last - 4) + ")");
        assertFault(last - 5, "link-broken");
    }

    @Test
    void aSwapOfWhatTwoEntriesSayIsDetected() throws SQLException {
        execute("update tool_call t set arguments = o.arguments from tool_call o where t.tenant_id = o.tenant_id and"
                + " t.tenant_id = '" + GLOBEX + "' and t.position in (" + (last - 5) + ", " + (last - 4)
                + ") and o.position = " + (2 * last - 9) + " - t.position");
        assertFault(last - 5, "entry-changed");
    }

    @Test
    void anEntryPutInIsDetected() throws SQLException {
        execute(
                "insert into tool_call select tenant_id, uuidv7(), call_id, position, tool, data_source, access, caller,"
                        + " caller_name, agent_role, arguments, idempotency_key, outcome, reason, duration_ms, called_at,"
                        + " previous_hash, hash from tool_call" + OF_GLOBEX + " and position = " + (last - 5));
        assertFault(last - 5);
        execute("delete from tool_call" + OF_GLOBEX);
    }

    @Test
    void aTrailCutOffIsDetected() throws SQLException {
        execute("delete from tool_call" + OF_GLOBEX + " and position > " + (last - 3));
        assertFault(last - 2, "cut-off");
        execute("delete from tool_call" + OF_GLOBEX);
        assertFault(1, "cut-off");
    }

    /** Within the database nothing is left to see it by; the head that was published shows it. */
    @Test
    void aTrailCutOffTogetherWithItsHeadIsDetectedByThePublishedHead() throws SQLException {
        KafkaEvent published = publishedHead();
        execute("delete from tool_call" + OF_GLOBEX + " and position > " + (last - 3));
        setHeadBack(last - 3);

        assertThat(verify("").get("is_intact").asBoolean()).isTrue();
        assertThat(verify(known(published)).at("/fault/kind").asText()).isEqualTo("cut-off");

        for (int i = 0; i < 4; i++) {
            read(call(as(GLOBEX_OWNER), "revops_search_contacts", Map.of("query", "written over")));
        }
        assertThat(verify("").get("is_intact").asBoolean()).isTrue();
        assertThat(verify(known(published)).at("/fault/kind").asText()).isEqualTo("head-differs");
        assertThat(verify(known(published)).at("/fault/position").asLong()).isEqualTo(last);
    }

    @Test
    void aHeadThatWasSetBackIsDetected() throws SQLException {
        setHeadBack(last - 2);
        assertFault(last, "head-differs");
    }

    @Test
    void aPublishedHeadFitsTheTrail() {
        JsonNode found = verify(known(publishedHead()));
        assertThat(found.get("is_intact").asBoolean()).as(found.toString()).isTrue();
    }

    @Test
    void theServiceItselfCanOnlyAppend() throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement statement = app.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + GLOBEX + "', false)");
            for (String forbidden : List.of(
                    "update tool_call set tool = 'x'",
                    "delete from tool_call",
                    "insert into tool_call select * from tool_call",
                    "update tool_call_head set position = 0",
                    "delete from tool_call_head")) {
                assertThatThrownBy(() -> statement.execute(forbidden)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void onlyAdminsVerify() {
        as(ACME_MEMBER).get("/api/v1/tool-calls/verify").then().statusCode(403);
        as(ACME_ADMIN).get("/api/v1/tool-calls/verify?from=0").then().statusCode(400);
        as(ACME_ADMIN)
                .get("/api/v1/tool-calls/verify?head_position=3")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?head_position"));
    }

    /** Each batch holds what came while the one before was committed, of both tenants. */
    @Test
    void callsAtOnceMakeOneChainForEachTenant() throws Exception {
        long before = verify("").at("/head/position").asLong();
        List<Response> answers = Gateway.atOnce(
                24,
                () -> call(
                        as(Math.random() < 0.5 ? GLOBEX_OWNER : TestUser.ACME_OWNER),
                        "revops_search_contacts",
                        Map.of("query", "at once")));
        long ofGlobex =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(ofGlobex).isEqualTo(24);
        JsonNode after = verify("");
        assertThat(after.get("is_intact").asBoolean()).as(after.toString()).isTrue();
        assertThat(after.at("/head/position").asLong()).isBetween(before + 1, before + 24);
        assertThat(read(as(TestUser.ACME_OWNER).get("/api/v1/tool-calls/verify"))
                        .get("is_intact")
                        .asBoolean())
                .isTrue();
        execute("delete from trail_before");
        execute("insert into trail_before select * from tool_call" + OF_GLOBEX);
        execute("delete from head_before");
        execute("insert into head_before select * from tool_call_head" + OF_GLOBEX);
    }

    private void setHeadBack(long position) throws SQLException {
        execute("update tool_call_head h set position = c.position, hash = c.hash from tool_call c"
                + " where c.tenant_id = h.tenant_id and h.tenant_id = '" + GLOBEX + "' and c.position = " + position);
    }

    private KafkaEvent publishedHead() {
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            return events.await(event -> event.type().equals("dev.spectrum.gateway.audit.sealed.v1")
                    && event.tenantId().equals(GLOBEX.toString())
                    && event.data().get("position").asLong() == last);
        }
    }

    private static String known(KafkaEvent head) {
        return "?head_position=" + head.data().get("position").asLong() + "&head_hash="
                + head.data().get("hash").asText();
    }

    private static JsonNode verify(String query) {
        return read(as(GLOBEX_OWNER).get("/api/v1/tool-calls/verify" + query));
    }

    private static void assertFault(long position) {
        JsonNode found = verify("");
        assertThat(found.get("is_intact").asBoolean()).as(found.toString()).isFalse();
        assertThat(found.at("/fault/position").asLong()).as(found.toString()).isBetween(position, position + 1);
    }

    private static void assertFault(long position, String kind) {
        JsonNode found = verify("");
        assertThat(found.at("/fault/kind").asText()).as(found.toString()).isEqualTo(kind);
        assertThat(found.at("/fault/position").asLong()).isEqualTo(position);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
