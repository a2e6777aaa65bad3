package dev.spectrum.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database writes down by itself, of a table with a secret in it. */
@QuarkusTest
class ChangeLogIT {

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void anAuditedTable() throws SQLException {
        asOwner("create table vault (tenant_id uuid, id uuid, name text, credentials jsonb, version bigint,"
                + " deleted_at timestamptz, primary key (tenant_id, id))");
        asOwner("select isolate_tenants('vault', 'SELECT, INSERT, UPDATE, DELETE')");
        asOwner("select audit_changes('vault', 'credentials')");
    }

    @AfterEach
    void itGoes() throws SQLException {
        asOwner("drop table vault");
    }

    @Test
    void everyChangeIsWrittenDownAndNoSecret() throws SQLException {
        change("insert into vault values ('" + TestUser.ACME + "', '" + id + "', 'crm', '{\"key\": \"hush\"}', 0)");
        change("update vault set name = 'crm 2', version = 1");
        change("update vault set credentials = '{\"key\": \"hush hush\"}'");
        change("update vault set deleted_at = '2026-01-31T09:00:00Z'");
        change("delete from vault");

        assertThat(log())
                .containsExactly(
                        "create ann {} {\"id\": \"" + id
                                + "\", \"name\": \"crm\", \"version\": 0, \"deleted_at\": null,"
                                + " \"credentials\": \"(secret)\"}",
                        "update ann {\"name\": \"crm\", \"version\": 0} {\"name\": \"crm 2\", \"version\": 1}",
                        "update ann {\"credentials\": \"(secret)\"} {\"credentials\": \"(secret)\"}",
                        "delete ann {\"deleted_at\": null} {\"deleted_at\": \"2026-01-31T09:00:00+00:00\"}",
                        "delete ann {\"id\": \"" + id
                                + "\", \"name\": \"crm 2\", \"version\": 1, \"deleted_at\": \"2026-01-31T09:00:00+00:00\","
                                + " \"credentials\": \"(secret)\"} {}")
                .noneMatch(change -> change.contains("hush"));
    }

    @Test
    void aChangeOfNothingIsNone() throws SQLException {
        change("insert into vault values ('" + TestUser.ACME + "', '" + id + "', 'crm', '{}', 0)");
        change("update vault set name = 'crm', version = 0");
        assertThat(log()).hasSize(1);
    }

    @Test
    void whatIsRolledBackWasNoChange() throws SQLException {
        try (Connection app = tenantsOwn();
                Statement sql = app.createStatement()) {
            sql.execute("insert into vault values ('" + TestUser.ACME + "', '" + id + "', 'crm', '{}', 0)");
            app.rollback();
        }
        assertThat(log()).isEmpty();
    }

    @Test
    void aThingIsNamedByItsWholeKey() throws SQLException {
        asOwner("create table label (tenant_id uuid, thing uuid, name text, version bigint,"
                + " primary key (tenant_id, thing, name))");
        try {
            asOwner("select isolate_tenants('label', 'SELECT, INSERT, UPDATE, DELETE')");
            asOwner("select audit_changes('label')");
            change("insert into label values ('" + TestUser.ACME + "', '" + id + "', 'production', 1)");
            assertThat(log("label", id + ":production")).hasSize(1);
        } finally {
            asOwner("drop table label");
        }
    }

    @Test
    void ofATableThatIsChangedInUseTheChosenColumnsMakeAChange() throws SQLException {
        asOwner("drop trigger log_change on vault");
        asOwner("select audit_changes_of('vault', array['name', 'deleted_at'], 'credentials')");
        change("insert into vault values ('" + TestUser.ACME + "', '" + id + "', 'crm', '{}', 0)");
        change("update vault set version = 1");
        change("update vault set credentials = '{\"key\": \"hush\"}'");
        change("update vault set name = 'crm 2', version = 2");
        change("update vault set deleted_at = '2026-01-31T09:00:00Z'");

        assertThat(log())
                .hasSize(3)
                .contains("update ann {\"name\": \"crm\", \"version\": 1} {\"name\": \"crm 2\", \"version\": 2}")
                .last()
                .asString()
                .startsWith("delete ann");
    }

    @Test
    void ofATableThatTheServiceFillsPeoplesChangesAreWrittenDown() throws SQLException {
        asOwner("drop trigger log_change on vault");
        asOwner("select audit_changes_by_people('vault')");
        change("insert into vault values ('" + TestUser.ACME + "', '" + id + "', 'crm', '{}', 0)");
        change("select set_config('app.actor', 'agent-service', true); update vault set name = 'imported'");
        change("update vault set name = 'by hand'");

        assertThat(log()).hasSize(2).last().isEqualTo("update ann {\"name\": \"imported\"} {\"name\": \"by hand\"}");
    }

    private List<String> log() throws SQLException {
        return log("vault", id.toString());
    }

    private static List<String> log(String entity, String entityId) throws SQLException {
        try (Connection app = tenantsOwn();
                Statement sql = app.createStatement();
                ResultSet rows = sql.executeQuery("select operation, actor, before, after from change_log"
                        + " where entity = '" + entity + "' and entity_id = '" + entityId + "' order by id")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return found;
        }
    }

    private static void change(String statement) throws SQLException {
        try (Connection app = tenantsOwn();
                Statement sql = app.createStatement()) {
            sql.execute(statement);
            app.commit();
        }
    }

    private static Connection tenantsOwn() throws SQLException {
        Connection app = Catalogue.asApp();
        app.setAutoCommit(false);
        try (Statement sql = app.createStatement()) {
            sql.execute("set time zone 'UTC'");
            sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME
                    + "', true), set_config('app.actor', 'ann', true)");
        }
        return app;
    }

    private static void asOwner(String statement) throws SQLException {
        try (Connection owner = Catalogue.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }
}
