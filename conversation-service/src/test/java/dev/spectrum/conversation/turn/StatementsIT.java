package dev.spectrum.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.StatementLog;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatementsIT {

    @Test
    void aTurnIsTwoShortTransactions() throws SQLException {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        String role = "statements-" + UUID.randomUUID();
        AgentState.agent(role);
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");

        List<List<String>> transactions;
        try (StatementLog log = StatementLog.start()) {
            Chat.send(role, "And now?", conversation).then().statusCode(200);
            transactions = log.transactions();
        }

        assertThat(transactions).hasSize(2);
        assertThat(transactions.get(0))
                .satisfiesExactly(
                        sql -> assertThat(sql).contains("set_config"),
                        sql -> assertThat(sql).startsWith("insert into turn"),
                        sql -> assertThat(sql).startsWith("update conversation"),
                        sql -> assertThat(sql).startsWith("insert into message"),
                        sql -> assertThat(sql).isEqualTo("COMMIT"));
        assertThat(transactions.get(1))
                .satisfiesExactly(
                        sql -> assertThat(sql).contains("set_config"),
                        sql -> assertThat(sql).startsWith("update turn"),
                        sql -> assertThat(sql).startsWith("insert into message"),
                        sql -> assertThat(sql).startsWith("insert into outbox"),
                        sql -> assertThat(sql).startsWith("update conversation"),
                        sql -> assertThat(sql).isEqualTo("COMMIT"));
    }
}
