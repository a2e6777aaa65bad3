package dev.spectrum.conversation.history;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SearchIT {

    private static final String CONVERSATIONS = "/api/v1/conversations";

    private final String role = "search-" + UUID.randomUUID();
    /** A word that stands nowhere else. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    private UUID agent;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
    }

    @Test
    void findsWordsInQuestionsAndAnswersWhateverTheLanguageAndTheirCase() {
        String asked = conversation("Wie geht es Ölpreis und " + word + "?");
        MODEL.say("The answer is " + word.toUpperCase(java.util.Locale.ROOT) + ", and nothing else.");
        String answered = conversation("What is the answer?");
        conversation("Something else");

        assertThat(found("?q=" + word)).containsExactly(answered, asked);
        assertThat(found("?q=ölpreis " + word)).containsExactly(asked);
        assertThat(found("?q=" + word + " -ölpreis")).containsExactly(answered);
        assertThat(found("?q=\"else nothing\" " + word)).isEmpty();
        assertThat(found("?q=\"and nothing else\" " + word)).containsExactly(answered);
    }

    @Test
    void showsWhereTheWordsStandWithoutMakingMarkupOfThem() {
        conversation("Before <b>it</b> and then " + word + " and after");

        JsonPath item = list(TestUser.ACME_MEMBER, "?q=" + word);

        assertThat(item.<String>getList("items[0].snippet.text"))
                .containsExactly("Before <b>it</b> and then ", word, " and after");
        assertThat(item.<Boolean>getList("items[0].snippet.match")).containsExactly(false, true, false);
    }

    @Test
    void withoutWordsThereIsNoSnippet() {
        conversation("Hello");

        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "?agent_role=" + role)
                .then()
                .body("items[0].snippet", nullValue());
    }

    @Test
    void findsATitleThatSomebodyGave() {
        String conversation = conversation("Hello");
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"title\": \"About " + word + "\"}")
                .patch(CONVERSATIONS + "/" + conversation)
                .then()
                .statusCode(200);

        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "?q=" + word)
                .then()
                .body("items.id", contains(conversation))
                .body("items[0].snippet", empty());
    }

    @Test
    void everybodySearchesTheirOwnAndAdminsTheTenants() {
        String conversation = conversation("Secret " + word);

        for (TestUser reader : new TestUser[] {TestUser.ACME_MEMBER, TestUser.ACME_ADMIN, TestUser.ACME_OWNER}) {
            assertThat(found(reader, "?q=" + word)).containsExactly(conversation);
        }
        for (TestUser stranger : new TestUser[] {TestUser.ACME_VIEWER, TestUser.GLOBEX_OWNER}) {
            assertThat(found(stranger, "?q=" + word)).isEmpty();
        }
        assertThat(found(TestUser.GLOBEX_OWNER, "?q=\"tenant:" + TestUser.ACME + "\""))
                .isEmpty();
    }

    @Test
    void pagesThroughWhatItFound() {
        List<String> all = List.of(conversation(word + " 3"), conversation(word + " 2"), conversation(word + " 1"))
                .reversed();

        JsonPath first = list(TestUser.ACME_MEMBER, "?limit=2&q=" + word);
        JsonPath second = list(TestUser.ACME_MEMBER, "?q=" + word + "&cursor=" + first.getString("next"));

        assertThat(first.<String>getList("items.id")).isEqualTo(all.subList(0, 2));
        assertThat(second.<String>getList("items.id")).isEqualTo(all.subList(2, 3));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void filtersByAgentTimeAndUserWithWordsAndWithout() {
        Instant before = Instant.now();
        String first = conversation("First " + word);
        String hour = before.plusSeconds(3600).toString();
        for (String words : List.of("", "&q=" + word)) {
            assertThat(found("?agent_role=" + role + words)).containsExactly(first);
            assertThat(found("?agent_id=" + agent + words)).containsExactly(first);
            assertThat(found("?agent_role=other-" + role + words)).isEmpty();
            assertThat(found("?agent_id=" + UUID.randomUUID() + words)).isEmpty();
            assertThat(found("?agent_role=" + role + "&from=" + before.minusSeconds(60) + "&to=" + hour + words))
                    .containsExactly(first);
            assertThat(found("?agent_role=" + role + "&from=" + hour + words)).isEmpty();
            assertThat(found("?agent_role=" + role + "&to=" + before.minusSeconds(60) + words))
                    .isEmpty();
            String mine = "&user_id=" + TestUser.ACME_MEMBER.subject();
            assertThat(found(TestUser.ACME_ADMIN, "?agent_role=" + role + mine + words))
                    .containsExactly(first);
            assertThat(found(TestUser.ACME_ADMIN, "?agent_role=" + role + "&user_id=nobody" + words))
                    .isEmpty();
            assertThat(found("?agent_role=" + role + mine + words)).containsExactly(first);
        }
    }

    @Test
    void whatIsNoFilterIsRefused() {
        for (String query : List.of("from=yesterday", "to=31.12.2026", "agent_id=sales", "q=" + "a".repeat(201))) {
            Chat.as(TestUser.ACME_MEMBER)
                    .get(CONVERSATIONS + "?" + query)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("?" + query.substring(0, query.indexOf('='))));
        }
        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "?user_id=" + TestUser.ACME_ADMIN.subject())
                .then()
                .statusCode(403)
                .body("detail", equalTo("Only admins and owners read what others said: leave user_id out."));
        assertThat(found("?q=...!|:*()")).isEmpty();
    }

    @Test
    void readsNoMoreOfTheIndexThanItsTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("set local enable_seqscan = off");
            try (ResultSet plan = owner.createStatement()
                    .executeQuery("explain select id from message where search @@ '''tenant:" + TestUser.ACME
                            + "'' & ''" + word + "'''::tsquery and tenant_id = '" + TestUser.ACME + "'")) {
                StringBuilder lines = new StringBuilder();
                while (plan.next()) {
                    lines.append(plan.getString(1)).append('\n');
                }
                assertThat(lines.toString()).contains("Bitmap Index Scan on message");
            }
        }
    }

    private String conversation(String message) {
        return Chat.send(role, message).jsonPath().getString("conversation_id");
    }

    private static List<String> found(String query) {
        return found(TestUser.ACME_MEMBER, query);
    }

    private static List<String> found(TestUser user, String query) {
        return list(user, query).getList("items.id");
    }

    private static JsonPath list(TestUser user, String query) {
        return Chat.as(user)
                .get(CONVERSATIONS + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
