package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskToolsIT {

    private final String word = "word" + UUID.randomUUID().toString().substring(0, 8);
    private String contact;

    @BeforeEach
    void somebodyToDoThingsFor() {
        contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Dana", "status", "do_not_contact"))
                .at("/contact/id")
                .asText();
    }

    @Test
    void keepsATaskWithAllItsFields() {
        JsonNode created = create(Map.of(
                "title", " Send the contract ",
                "body", "With quarterly billing",
                "due_at", "2026-12-01T18:00:00+01:00",
                "owner", "Sam@Acme.test"));

        assertThat(created.get("title").asText()).isEqualTo("Send the contract");
        assertThat(created.get("due_at").asText()).isEqualTo("2026-12-01T17:00:00Z");
        assertThat(created.get("owner").asText()).isEqualTo("sam@acme.test");
        assertThat(created.get("completed").asBoolean()).isFalse();
        assertThat(created.get("contact_name").asText()).isEqualTo("Dana");
        assertThat(search(Map.of("contact_id", contact)).get("tasks")).containsExactly(created);
    }

    @Test
    void aTaskIsOfTheUserWhoNamesNobodyElse() {
        JsonNode created = create(Map.of("title", "Mine", "due_at", "2026-12-01T10:00:00Z"));
        assertThat(created.get("owner").asText()).isEqualTo("member@acme.test");
        assertThat(created.get("body").isNull()).isTrue();
    }

    @Test
    void aTaskIsCompletedReopenedMovedAndHandedOver() {
        JsonNode created = create(Map.of("title", "Call", "body", "about it", "due_at", "2026-12-01T10:00:00Z"));

        assertThat(update(created, Map.of("completed", true)).get("completed").asBoolean())
                .isTrue();
        assertThat(update(created, Map.of("completed", true)).get("completed").asBoolean())
                .as("twice is once")
                .isTrue();
        JsonNode moved =
                update(created, Map.of("completed", false, "due_at", "2026-12-02T10:00:00Z", "owner", "SAM@acme.test"));
        assertThat(moved.get("completed").asBoolean()).isFalse();
        assertThat(moved.get("title").asText()).isEqualTo("Call");
        assertThat(moved.get("due_at").asText()).isEqualTo("2026-12-02T10:00:00Z");
        JsonNode renamed = update(created, Map.of("title", word, "body", ""));
        assertThat(renamed.get("owner").asText()).isEqualTo("sam@acme.test");
        assertThat(renamed.get("body").isNull()).isTrue();
        assertThat(search(Map.of("query", word)).get("tasks")).containsExactly(renamed);
    }

    @Test
    void filtersTasks() {
        JsonNode done = create(Map.of("title", "Done", "due_at", "2026-12-01T10:00:00Z"));
        update(done, Map.of("completed", true));
        create(Map.of("title", "Résumé soon", "due_at", "2026-12-02T10:00:00Z"));
        create(Map.of("title", "Later", "due_at", "2027-01-02T10:00:00Z", "owner", word));

        assertThat(titles(Map.of())).containsExactly("Done", "Résumé soon", "Later");
        assertThat(titles(Map.of("completed", false))).containsExactly("Résumé soon", "Later");
        assertThat(titles(Map.of("completed", true))).containsExactly("Done");
        assertThat(titles(Map.of("owner", word.toUpperCase(java.util.Locale.ROOT))))
                .containsExactly("Later");
        assertThat(titles(Map.of("due_before", "2026-12-02T10:00:00Z"))).containsExactly("Done");
        assertThat(titles(Map.of("query", "RESUME soon"))).containsExactly("Résumé soon");
    }

    @Test
    void listsTasksInPagesByDueTime() {
        create(Map.of("title", "B", "due_at", "2026-12-02T10:00:00Z"));
        create(Map.of("title", "C", "due_at", "2026-12-02T10:00:00Z"));
        create(Map.of("title", "A", "due_at", "2026-12-01T10:00:00Z"));

        JsonNode first = search(Map.of("contact_id", contact, "limit", 2));
        JsonNode second = search(Map.of(
                "contact_id", contact, "limit", 2, "cursor", first.get("next").asText()));

        assertThat(first.get("tasks").findValuesAsText("title")).containsExactly("A", "B");
        assertThat(second.get("tasks").findValuesAsText("title")).containsExactly("C");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void aDeletedTaskIsGone() {
        String id = create(Map.of("title", "Nothing to do", "due_at", "2026-12-02T10:00:00Z"))
                .get("id")
                .asText();
        result(ACME_MEMBER, "revops_delete_task", Map.of("task_id", id));
        assertThat(titles(Map.of())).isEmpty();
        assertThat(wrong("revops_delete_task", Map.of("task_id", id))).isEqualTo("not-found /task_id");
    }

    @Test
    void namesWhatIsWrong() {
        String nobody = UUID.randomUUID().toString();
        Map<String, Object> task = Map.of("contact_id", nobody, "title", "x", "due_at", "2026-12-02T10:00:00Z");
        assertThat(wrong("revops_create_task", task)).isEqualTo("not-found /contact_id");
        assertThat(wrong("revops_create_task", Map.of("contact_id", contact, "title", "x")))
                .isEqualTo("invalid-arguments /due_at");
        assertThat(wrong("revops_create_task", Map.of("contact_id", contact, "title", "x", "due_at", "tomorrow")))
                .isEqualTo("invalid-arguments /due_at");
        assertThat(wrong("revops_update_task", Map.of("task_id", nobody, "completed", true)))
                .isEqualTo("not-found /task_id");
        assertThat(wrong("revops_update_task", Map.of("task_id", "7", "completed", true)))
                .isEqualTo("not-found /task_id");
        assertThat(wrong("revops_search_tasks", Map.of("contact_id", "7"))).isEqualTo("not-found /contact_id");
        assertThat(wrong("revops_search_tasks", Map.of("cursor", "abc"))).isEqualTo("invalid-arguments /cursor");
    }

    @Test
    void tasksAreADataSourceOfTheirOwn() {
        AgentsForTests crm = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));
        AgentsForTests reader = AgentsForTests.known(ACME, Map.of("tasks", List.of("read")));
        AgentsForTests writer = AgentsForTests.known(ACME, Map.of("tasks", List.of("read", "write")));
        Map<String, Object> task = Map.of("contact_id", contact, "title", "x", "due_at", "2026-12-02T10:00:00Z");

        assertThat(status(crm, "revops_search_tasks", Map.of())).isEqualTo(404);
        assertThat(status(crm, "revops_create_task", task)).isEqualTo(404);
        assertThat(status(reader, "revops_search_tasks", Map.of())).isEqualTo(200);
        assertThat(status(reader, "revops_create_task", task)).isEqualTo(404);
        assertThat(status(writer, "revops_create_task", task)).isEqualTo(200);
        assertThat(status(writer, "revops_search_contacts", Map.of())).isEqualTo(404);
    }

    private static int status(AgentsForTests agent, String tool, Map<String, ?> arguments) {
        return call(as(ACME_MEMBER).queryParam("agent_role", agent.role()), tool, arguments)
                .statusCode();
    }

    private JsonNode create(Map<String, ?> fields) {
        Map<String, Object> task = new HashMap<>(fields);
        task.put("contact_id", contact);
        return result(ACME_MEMBER, "revops_create_task", task).get("task");
    }

    private static JsonNode update(JsonNode task, Map<String, ?> fields) {
        Map<String, Object> changes = new HashMap<>(fields);
        changes.put("task_id", task.get("id").asText());
        return result(ACME_MEMBER, "revops_update_task", changes).get("task");
    }

    private static JsonNode search(Map<String, ?> search) {
        return result(ACME_MEMBER, "revops_search_tasks", search);
    }

    private List<String> titles(Map<String, ?> filter) {
        Map<String, Object> search = new HashMap<>(filter);
        search.put("contact_id", contact);
        return search(search).get("tasks").findValuesAsText("title");
    }

    private static String wrong(String tool, Map<String, ?> arguments) {
        JsonNode refused = error(ACME_MEMBER, tool, arguments);
        return refused.get("error").asText() + " "
                + refused.at("/errors/0/pointer").asText();
    }
}
