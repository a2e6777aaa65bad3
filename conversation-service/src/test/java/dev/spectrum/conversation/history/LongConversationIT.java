package dev.spectrum.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LongConversationIT {

    private final UUID tenant = UUID.randomUUID();

    /** Pages and not milliseconds: they are the same on every machine, however busy it is. */
    @Test
    void theLastMessagesOfALongConversationAreAsFewPagesAsThoseOfAShortOne() throws SQLException {
        UUID small = conversation(12);
        UUID large = conversation(20_000);

        assertThat(pages(large)).isLessThanOrEqualTo(pages(small) * 11 / 10);
    }

    private UUID conversation(int messages) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Sql sql = Sql.in(tenant)) {
            sql.change(
                    "with recursive line as (select 1 as position, uuidv7() as id, cast(null as uuid) as parent union all"
                            + " select position + 1, uuidv7(), id from line where position < ?),"
                            + " said as (insert into message (tenant_id, id, conversation_id, parent_message_id, position,"
                            + " role, content, tool_calls, tool_results, tokens_used, created_at)"
                            + " select ?, id, ?, parent, position, 'user', 'Hello', '{}', '{}', 0, now() from line"
                            + " returning id, position)"
                            + " insert into conversation (tenant_id, id, user_id, agent_id, agent_role, title,"
                            + " active_message_id, created_at, updated_at) select ?, ?, 'x', id, 'x', 'x', id, now(), now()"
                            + " from said order by position desc limit 1",
                    messages,
                    tenant,
                    id,
                    tenant,
                    id);
        }
        return id;
    }

    private int pages(UUID conversation) throws SQLException {
        try (Sql sql = Sql.in(tenant)) {
            UUID leaf = UUID.fromString(sql.one("select active_message_id from conversation where id = ?", conversation)
                    .orElseThrow());
            String plan = sql.one(
                            "explain (analyze, buffers, format json) select * from branch(?, 10)"
                                    + " where conversation_id = ? order by position",
                            leaf,
                            conversation)
                    .orElseThrow();
            return io.restassured.path.json.JsonPath.from(plan).getInt("[0].Plan.'Shared Hit Blocks'")
                    + io.restassured.path.json.JsonPath.from(plan).getInt("[0].Plan.'Shared Read Blocks'");
        }
    }
}
