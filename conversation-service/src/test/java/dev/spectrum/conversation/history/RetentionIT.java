package dev.spectrum.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Files;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    private final UUID tenant = UUID.randomUUID();
    private final UUID old = UUID.randomUUID();
    private final UUID living = UUID.randomUUID();

    @BeforeEach
    void agentsExist() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
    }

    @Test
    void knowsWhatATenantWants() {
        keepFor(7, 1);
        keepFor(30, 3);
        keepFor(5, 2);

        await().untilAsserted(() -> assertThat(days()).contains("30"));
    }

    @Test
    void whatIsOlderGoesAndWhatIsNotStays() throws SQLException {
        said(old, 100, 50);
        said(living, 100, 50);
        said(living, 1, 3);
        keepFor(30, 1);
        await().until(() -> days().isPresent());

        while (sweep() > 0) {
            // A bounded part at a time.
        }

        try (Sql sql = Sql.in(tenant)) {
            assertThat(sql.count("select count(*) from message")).isEqualTo(3);
            assertThat(sql.count("select count(*) from turn")).isEqualTo(3);
            assertThat(sql.count("select count(*) from turn_key")).isEqualTo(3);
            assertThat(sql.count("select count(*) from feedback")).isEqualTo(3);
            assertThat(sql.one("select string_agg(id::text, '') from conversation"))
                    .get(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .hasSize(36)
                    .endsWith(living.toString().substring(24));
        }
    }

    @Test
    void filesGoWithWhatWasSaidAndWithoutAMessageAfterADay() throws SQLException {
        String role = "retention-" + UUID.randomUUID();
        AgentState.agent(role);
        String sent = Files.add("sent.txt", "Sent");
        Files.send(role, "Read it", sent).then().statusCode(200);
        String waiting = Files.add("waiting.txt", "Waiting");
        String forgotten = Files.add("forgotten.txt", "Forgotten");
        String old = "01900000-0000-7000-8000-" + forgotten.substring(24);
        try (Connection owner = Catalogue.asOwner()) {
            owner.createStatement()
                    .execute("update conversation.attachment set created_at = now() - interval '25 hours'"
                            + " where id in ('" + forgotten + "', '" + sent + "')");
            owner.createStatement()
                    .execute("insert into conversation.attachment select tenant_id, '" + old
                            + "', user_id, conversation_id, name, media_type, size_bytes, content, text from conversation.attachment"
                            + " where id = '" + sent + "'");
            owner.createStatement()
                    .execute("insert into conversation.retention values ('" + TestUser.ACME
                            + "', 30, 0) on conflict do nothing");
        }

        while (sweep() > 0) {
            // A bounded part at a time.
        }

        for (String kept : List.of(sent, waiting)) {
            Files.get(kept).then().statusCode(200);
        }
        for (String gone : List.of(forgotten, old)) {
            Files.get(gone).then().statusCode(404);
        }
    }

    @Test
    void ofATenantThatHasNotSaidEverythingStays() throws SQLException {
        said(old, 5000, 2);

        sweep();

        try (Sql sql = Sql.in(tenant)) {
            assertThat(sql.count("select count(*) from message")).isEqualTo(2);
        }
    }

    @Test
    void aBranchEndsWhereItsOlderMessagesWere() throws SQLException {
        String role = "retention-" + UUID.randomUUID();
        AgentState.agent(role);
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        Chat.send(role, "Hello", conversation).then().statusCode(200);
        try (Connection owner = Catalogue.asOwner()) {
            owner.createStatement()
                    .execute("delete from message where conversation_id = '" + conversation + "' and position = 1");
        }

        assertThat(Chat.as(TestUser.ACME_MEMBER)
                        .get("/api/v1/conversations/" + conversation + "/messages")
                        .jsonPath()
                        .<String>getList("items.content"))
                .containsExactly("All right.", "Hello", "All right.");
        Chat.send(role, "Hello", conversation).then().statusCode(200);
    }

    @Test
    void partitionsAreThereForTheTimeToCome() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            for (String table : List.of("message", "turn")) {
                List<String> partitions = partitions(owner, table);
                assertThat(partitions).hasSizeGreaterThanOrEqualTo(4).contains(table + "_before");
                assertThat(partitions.getLast())
                        .isEqualTo(table + "_"
                                + java.time.YearMonth.now(java.time.ZoneOffset.UTC)
                                        .plusMonths(3)
                                        .toString()
                                        .replace('-', '_'));
            }
        }
    }

    @Test
    void monthsThatAreOverAndEmptyAreDroppedAndOthersStay() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            owner.setAutoCommit(false);
            // What would be there had the tables been partitioned long ago.
            owner.createStatement()
                    .execute("alter table turn detach partition turn_before; drop table turn_before;"
                            + " create table turn_2020_01 partition of turn for values from (first_uuid_of('2020-01-01')) to (first_uuid_of('2020-02-01'));"
                            + " create table turn_2020_02 partition of turn for values from (first_uuid_of('2020-02-01')) to (first_uuid_of('2020-03-01'));"
                            + " insert into conversation (tenant_id, id, user_id, agent_id, agent_role, title, active_message_id, created_at, updated_at)"
                            + " values (uuidv7(), '" + old
                            + "', 'x', uuidv7(), 'x', 'x', uuidv7(), now(), now());"
                            + " insert into turn (tenant_id, id, conversation_id, user_message_id, user_id, client_message_id, request_digest, state, attempt, agent_id, agent_version, expires_at, started_at)"
                            + " select tenant_id, first_uuid_of('2020-02-03'), id, id, 'x', 'x', 'x', 'failed', 1, agent_id, 1, now(), now() from conversation where id = '"
                            + old + "'");

            owner.createStatement().execute("select drop_empty_history_partitions()");

            assertThat(partitions(owner, "turn")).contains("turn_2020_02").doesNotContain("turn_2020_01");
            owner.rollback();
        }
    }

    private static List<String> partitions(Connection owner, String table) throws SQLException {
        List<String> partitions = new ArrayList<>();
        try (ResultSet rows = owner.createStatement()
                .executeQuery(
                        "select c.relname from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = '"
                                + table + "'::regclass order by c.relname = '" + table + "_before' desc, 1")) {
            while (rows.next()) {
                partitions.add(rows.getString(1));
            }
        }
        return partitions;
    }

    private void keepFor(int days, long version) {
        ObjectNode changed = new ObjectMapper()
                .createObjectNode()
                .put("id", tenant.toString())
                .put("slug", "t-" + tenant)
                .put("name", "T")
                .put("tier", "ignition")
                .put("daily_limit_usd", 5)
                .put("run_retention_days", days)
                .put("version", version)
                .put("deleted", false);
        changed.putObject("company")
                .put("name", "T")
                .put("industry", "")
                .put("stage", "")
                .put("website", "")
                .put("description", "")
                .putObject("icp");
        AgentState.tell("tenant.changed", tenant, tenant, UuidCreator.getTimeOrderedEpoch(), changed);
    }

    private Optional<String> days() throws SQLException {
        try (Sql sql = Sql.in(tenant)) {
            return sql.one("select days from retention");
        }
    }

    /** Messages in a conversation, each with its turn and feedback, all as old. */
    private void said(UUID name, int days, int messages) throws SQLException {
        // UUIDv7 of that day, one for each name.
        String conversation =
                "(overlay(uuidv7(-interval '100 days')::text placing right('" + name + "', 12) from 25)::uuid)";
        try (Sql sql = Sql.in(tenant)) {
            sql.one(
                    "select set_config('test.conversation', coalesce((select id::text from conversation where user_id = ?), "
                            + conversation + "::text), true)",
                    name.toString());
            sql.change(
                    "insert into conversation (tenant_id, id, user_id, agent_id, agent_role, title, active_message_id,"
                            + " created_at, updated_at) values (?, current_setting('test.conversation')::uuid, ?, uuidv7(),"
                            + " 'x', 'x', uuidv7(), now(), now() - make_interval(days => ?)) on conflict (tenant_id, id)"
                            + " do update set updated_at = excluded.updated_at",
                    tenant,
                    name.toString(),
                    days);
            sql.change(
                    "with m as (insert into message (tenant_id, id, conversation_id, position, role, content, tool_calls,"
                            + " tool_results, tokens_used, created_at) select ?, uuidv7(make_interval(days => -?)),"
                            + " current_setting('test.conversation')::uuid, i, 'user', 'x', '{}', '{}', 0, now()"
                            + " from generate_series(1, ?) i returning *),"
                            + " f as (insert into feedback select tenant_id, id, 'x', conversation_id, id, 'x', null, 'up', '',"
                            + " now() from m)"
                            + " insert into turn (tenant_id, id, conversation_id, user_message_id, user_id,"
                            + " client_message_id, request_digest, state, attempt, agent_id, agent_version, expires_at,"
                            + " started_at) select tenant_id, id, conversation_id, id, 'x', id::text, 'x', 'completed', 1, id,"
                            + " 1, now(), now() from m",
                    tenant,
                    days,
                    messages);
        }
    }

    private static long sweep() throws SQLException {
        try (Sql sql = Sql.asApp()) {
            return Long.parseLong(sql.one("select sweep_history()").orElseThrow());
        }
    }
}
