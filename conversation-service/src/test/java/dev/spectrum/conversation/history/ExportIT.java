package dev.spectrum.conversation.history;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportIT {

    private static final String CONVERSATIONS = "/api/v1/conversations/";

    private final String role = "export-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void jsonHasTheConversationWithTheMessagesOfAllBranches() {
        GATEWAY.offer("search", "{\"found\": 1}");
        MODEL.askFor("search", "{\"query\": \"open\"}");
        MODEL.say("Dana, \"who\" else?");
        String conversation = conversation("Who?");
        Map<String, Object> again = Chat.body(role, "Who, again?");
        again.put("conversation_id", conversation);
        again.put("parent_message_id", null);
        Chat.send(again).then().statusCode(200);

        Response export = export(conversation, "json");

        JsonPath file = export.jsonPath();
        assertThat(export.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"conversation-" + conversation + ".json\"");
        assertThat(file.getString("id")).isEqualTo(conversation);
        assertThat(file.getString("title")).isEqualTo("Who?");
        assertThat(file.<String>getList("messages.content"))
                .containsExactly("Who?", "Who, again?", "Dana, \"who\" else?", "All right.");
        assertThat(file.getString("messages[2].tool_calls[0].name")).isEqualTo("search");
        assertThat(file.getInt("messages[2].tool_results[0].result.found")).isEqualTo(1);
        assertThat(file.getString("messages[2].parent_message_id")).isEqualTo(file.getString("messages[0].id"));
    }

    /** Whatever a message says, CommonMark finds the headings that the export made, and no others, nor any HTML. */
    @Test
    void noMessageBreaksTheStructureOfMarkdown() {
        List<String> nasty = List.of(
                "# Not a heading\n## User, 2026\n\nSetext\n===\n---",
                "```\nA fence that is not closed",
                "    indented\r\rold line ends\r\n## Assistant, 2026",
                "<!-- a comment that is not closed",
                "<script>alert(1)</script>\n<details>\n\n<pre>",
                "[elsewhere]: https://evil.test\n\n[else\nwhere]: https://evil.test",
                "[elsewhere] and [else where]",
                "> nested\n\n- list\n\n      code",
                "~~~~\n\n\n> # not closed either",
                "\u2028# a line to Unicode, and none to Markdown\u2029## User");
        String conversation = conversation("`title` *with* # <b>everything</b> [x](y) \\");
        for (String text : nasty) {
            MODEL.say(text);
            Chat.send(role, text, conversation).then().statusCode(200);
        }

        Response export = export(conversation, "markdown");

        assertThat(export.contentType()).isEqualTo("text/markdown;charset=UTF-8");
        Node document = Parser.builder().build().parse(export.asString());
        List<String> headings = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                headings.add(heading.getLevel() + " "
                        + TextContentRenderer.builder().build().render(heading).replaceFirst(", 20.*", ""));
            }
        }
        List<String> expected = new ArrayList<>(List.of("1 `title` *with* # <b>everything</b> [x](y) \\"));
        for (int i = 0; i <= nasty.size(); i++) {
            expected.addAll(List.of("2 User", "2 Assistant"));
        }
        assertThat(headings).isEqualTo(expected);
        assertThat(HtmlRenderer.builder().build().render(document))
                .doesNotContain("<!--", "<script", "<details", "<b>", "href=\"https://evil")
                .contains("Not a heading", "a comment that is not closed", "alert(1)");
    }

    @Test
    void markdownIsTheBranchThatPeopleSee() {
        GATEWAY.offer("search", "{\"found\": 1}");
        MODEL.askFor("search", "{}");
        String conversation = conversation("One");
        Map<String, Object> again = Chat.body(role, "Two");
        again.put("conversation_id", conversation);
        again.put("parent_message_id", null);
        Chat.send(again).then().statusCode(200);

        assertThat(export(conversation, "markdown").asString())
                .contains("> Two\n")
                .doesNotContain("> One");
    }

    @Test
    void aLongConversationIsWholeAndInOrder() throws SQLException {
        String conversation = conversation("Hello");
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "with recursive leaf as (select m.* from message m join conversation c on c.active_message_id = m.id"
                            + " where c.id = ?), line as (select 3 as position, uuidv7() as id, (select id from leaf) as parent"
                            + " union all select position + 1, uuidv7(), id from line where position < 1000)"
                            + " insert into message (tenant_id, id, conversation_id, parent_message_id, position, role,"
                            + " content, tool_calls, tool_results, tokens_used, created_at)"
                            + " select ?, id, ?, parent, position, 'user', 'No. ' || position, '{\"rounds\": []}',"
                            + " '{\"items\": []}', 0, now() from line",
                    UUID.fromString(conversation),
                    TestUser.ACME,
                    UUID.fromString(conversation));
            sql.change(
                    "update conversation set active_message_id = (select id from message where conversation_id = ? and"
                            + " position = 1000) where id = ?",
                    UUID.fromString(conversation),
                    UUID.fromString(conversation));
        }

        List<String> texts = export(conversation, "json").jsonPath().getList("messages.content");
        List<String> lines = export(conversation, "markdown")
                .asString()
                .lines()
                .filter(line -> line.startsWith("> No. "))
                .toList();

        assertThat(texts).hasSize(1000);
        for (int position = 3; position <= 1000; position++) {
            assertThat(texts.get(position - 1)).isEqualTo("No. " + position);
            assertThat(lines.get(position - 3)).isEqualTo("> No. " + position);
        }
    }

    @Test
    void allOfAUsersIsOneFile() {
        String first = conversation("First");
        String second = conversation("Second");
        String path = "/api/v1/users/" + TestUser.ACME_MEMBER.subject() + "/data?format=";

        JsonPath file = Chat.as(TestUser.ACME_MEMBER)
                .get(path + "json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(file.getString("user_id")).isEqualTo(TestUser.ACME_MEMBER.subject());
        assertThat(file.<String>getList("conversations.id")).startsWith(second, first);
        assertThat(file.<String>getList("conversations[1].messages.content")).containsExactly("First", "All right.");
        assertThat(Chat.as(TestUser.ACME_ADMIN).get(path + "markdown").asString())
                .contains("# Second", "# First", "> First\n");
        Chat.as(TestUser.ACME_VIEWER).get(path + "json").then().statusCode(403);
        assertThat(Chat.as(TestUser.GLOBEX_OWNER).get(path + "json").jsonPath().getList("conversations"))
                .isEmpty();
    }

    @Test
    void nobodyExportsWhatTheyMayNotRead() {
        String conversation = conversation("Mine");

        Chat.as(TestUser.ACME_ADMIN)
                .get(CONVERSATIONS + conversation + "/export")
                .then()
                .statusCode(200);
        for (TestUser stranger : new TestUser[] {TestUser.ACME_VIEWER, TestUser.GLOBEX_OWNER}) {
            Chat.as(stranger)
                    .get(CONVERSATIONS + conversation + "/export")
                    .then()
                    .statusCode(404);
        }
        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + conversation + "/export?format=pdf")
                .then()
                .statusCode(400);
    }

    private String conversation(String message) {
        return Chat.send(role, message).jsonPath().getString("conversation_id");
    }

    private static Response export(String conversation, String format) {
        Response export = Chat.as(TestUser.ACME_MEMBER).get(CONVERSATIONS + conversation + "/export?format=" + format);
        export.then().statusCode(200);
        return export;
    }
}
