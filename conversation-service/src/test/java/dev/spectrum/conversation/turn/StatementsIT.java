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
    void aTurnIsTwoStatementsEachATransactionOfItsOwn() throws SQLException {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        String role = "statements-" + UUID.randomUUID();
        AgentState.agent(role);
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");

        List<List<String>> transactions;
        List<String> statements;
        try (StatementLog log = StatementLog.start()) {
            Chat.send(role, "And now?", conversation).then().statusCode(200);
            transactions = log.transactions();
            statements = log.statements();
        }

        assertThat(transactions).isEmpty();
        assertThat(statements.stream().filter(sql -> sql.contains("_turn(")))
                .satisfiesExactly(
                        sql -> assertThat(sql).startsWith("select begin_turn("),
                        sql -> assertThat(sql).startsWith("select end_turn("));
    }

    @Test
    void soIsAConversationsFirst() throws SQLException {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        String role = "statements-" + UUID.randomUUID();
        AgentState.agent(role);
        Chat.send(role, "Hello");

        List<List<String>> transactions;
        try (StatementLog log = StatementLog.start()) {
            Chat.send(role, "Somebody there?").then().statusCode(200);
            transactions = log.transactions();
        }

        assertThat(transactions).isEmpty();
    }
}
