package dev.spectrum.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RowLevelSecurityIT {

    private static final List<String> TABLES =
            List.of("tenant", "agent", "conversation", "message", "turn", "turn_key", "retention");

    @Test
    void handWrittenSqlSeesOneTenantAndWithoutATenantNothing() throws SQLException {
        String role = "rls-" + UUID.randomUUID();
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        Chat.send(role, "Secret").then().statusCode(200);

        for (String table : TABLES) {
            try (Sql acme = Sql.in(TestUser.ACME);
                    Sql globex = Sql.in(TestUser.GLOBEX);
                    Sql nobody = Sql.asApp()) {
                String all = "select count(*) from " + table;
                String ofAcme = all + " where tenant_id = '" + TestUser.ACME + "'";
                assertThat(acme.count(ofAcme)).as(table).isPositive().isEqualTo(acme.count(all));
                assertThat(globex.count(ofAcme)).as(table).isZero();
                assertThat(nobody.count(all)).as(table).isZero();
            }
        }
    }

    @Test
    void aBranchEndsAtTheTenant() throws SQLException {
        String role = "rls-" + UUID.randomUUID();
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        UUID message = UUID.fromString(Chat.send(role, "Secret").jsonPath().getString("message_id"));

        try (Sql acme = Sql.in(TestUser.ACME);
                Sql globex = Sql.in(TestUser.GLOBEX)) {
            assertThat(acme.count("select count(*) from branch(?, 10)", message))
                    .isEqualTo(2);
            assertThat(globex.count("select count(*) from branch(?, 10)", message))
                    .isZero();
        }
    }

    @Test
    void nobodyWritesIntoAnotherTenantOrRewritesWhatWasSaid() throws SQLException {
        try (Sql globex = Sql.asApp()) {
            globex.one("select set_config('app.tenant_id', ?, false)", TestUser.GLOBEX.toString());
            assertThatThrownBy(() -> globex.change(
                            "insert into tenant values (?, 'x', 'x', 'x', 0, 0, false)", UUID.randomUUID()))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> globex.change("update message set content = 'x'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> globex.change("delete from conversation"))
                    .hasMessageContaining("permission denied");
        }
    }
}
