package dev.spectrum.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.platform.Notes;
import dev.spectrum.platform.OneSession;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RowLevelSecurityIT {

    @Test
    void withoutATenantTheServicesRoleSeesNothing() throws SQLException {
        Notes.take(TestUser.ACME_MEMBER, "mine").then().statusCode(201);
        try (OneSession sql = OneSession.asApp()) {
            assertThat(sql.one("select count(*) from note")).isEqualTo("0");
        }
    }

    @Test
    void theServicesRoleCannotReadAnotherTenantWithHandWrittenSql() throws SQLException {
        String id = Notes.take(TestUser.ACME_MEMBER, "mine").jsonPath().getString("id");
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.GLOBEX)) {
            assertThat(sql.one("select id from note where id = ?", UUID.fromString(id)))
                    .isNull();
            assertThat(sql.one("select id from note where tenant_id = ? or true", TestUser.ACME))
                    .isNotEqualTo(id);
            assertThat(sql.change("update note set text = 'theirs' where id = ?", UUID.fromString(id)))
                    .isZero();
        }
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.ACME)) {
            assertThat(sql.one("select text from note where id = ?", UUID.fromString(id)))
                    .isEqualTo("mine");
        }
    }

    @Test
    void theServicesRoleCannotWriteForAnotherTenant() throws SQLException {
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.GLOBEX)) {
            assertThatThrownBy(() -> sql.change(
                            "insert into note (tenant_id, id, text, version) values (?, ?, 'x', 0)",
                            TestUser.ACME,
                            UUID.randomUUID()))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void theServicesRoleCannotLiftTheSecurity() throws SQLException {
        try (OneSession sql = OneSession.asApp()) {
            for (String attempt : new String[] {
                "alter table note disable row level security",
                "drop policy tenant on note",
                "truncate note",
                "set role agent_owner",
                "create table agent.mine (id int)",
                "select isolate_tenants('note', 'DELETE')"
            }) {
                assertThatThrownBy(() -> sql.change(attempt)).as(attempt).isInstanceOf(SQLException.class);
            }
            sql.change("set row_security = off");
            assertThatThrownBy(() -> sql.one("select count(*) from note")).hasMessageContaining("row-level security");
        }
    }

    @Test
    void aTenantThatAnEarlierTransactionSetIsForgotten() throws SQLException {
        Notes.take(TestUser.ACME_MEMBER, "mine").then().statusCode(201);
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.ACME)) {
            assertThat(sql.one("select count(*) from note")).isNotEqualTo("0");
            sql.connection().commit();
            assertThat(sql.one("select count(*) from note")).isEqualTo("0");
        }
    }
}
