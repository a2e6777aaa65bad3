package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditIT {

    @Test
    void everyCallIsRecordedAndTold() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));
        JsonNode succeeded = read(call(
                as(ACME_MEMBER).queryParam("agent_role", agent.role()).header("Idempotency-Key", agent.role()),
                "revops_create_contact",
                Map.of("first_name", "Audit", "notes", "n".repeat(2_000))));
        JsonNode failed = read(call(
                as(ACME_MEMBER).queryParam("agent_role", agent.role()),
                "revops_get_contact",
                Map.of("contact_id", "not-an-id")));

        JsonNode recorded = calls(agent, "");
        assertThat(recorded).hasSize(2);
        JsonNode write = recorded.get(1);
        assertThat(write.get("id")).isEqualTo(succeeded.get("id"));
        assertThat(write.get("tool").asText()).isEqualTo("revops_create_contact");
        assertThat(write.get("data_source").asText()).isEqualTo("crm");
        assertThat(write.get("access").asText()).isEqualTo("write");
        assertThat(write.get("caller").asText()).isEqualTo(ACME_MEMBER.subject());
        assertThat(write.get("caller_name").asText()).isEqualTo("Acme Member");
        assertThat(write.get("agent_role").asText()).isEqualTo(agent.role());
        assertThat(write.get("idempotency_key").asText()).isEqualTo(agent.role());
        assertThat(write.get("outcome").asText()).isEqualTo("succeeded");
        assertThat(write.get("reason").isNull()).isTrue();
        assertThat(write.get("duration_ms").asLong()).isNotNegative();
        assertThat(write.at("/arguments/first_name").asText()).isEqualTo("Audit");
        assertThat(write.at("/arguments/notes").asText()).endsWith("[cut: 2000 characters]");
        assertThat(recorded.get(0).get("outcome").asText()).isEqualTo("failed");
        assertThat(recorded.get(0).get("reason").asText()).isEqualTo("not-found");
        assertThat(recorded.get(0).get("id")).isEqualTo(failed.get("id"));

        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            List<KafkaEvent> told = events.await(
                    2,
                    event -> event.type().equals("dev.spectrum.gateway.tool.called.v1")
                            && event.data().get("agent_role").asText().equals(agent.role()));
            assertThat(told)
                    .extracting(event -> event.data().get("tool").asText() + " "
                            + event.data().get("is_error").asBoolean())
                    .containsExactlyInAnyOrder("revops_create_contact false", "revops_get_contact true");
            assertThat(told)
                    .allMatch(event ->
                            event.subject().equals(event.data().get("call_id").asText()));
        }
    }

    @Test
    void filtersByToolAndTime() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        search(agent);
        String between = Instant.now().toString();
        search(agent);

        assertThat(calls(agent, "&from=" + between)).hasSize(1);
        assertThat(calls(agent, "&to=" + between)).hasSize(1);
        assertThat(calls(agent, "&tool=revops_search_contacts")).hasSize(2);
        assertThat(calls(agent, "&tool=revops_get_contact")).isEmpty();
        as(ACME_ADMIN)
                .get("/api/v1/tool-calls?from=yesterday")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?from"));
    }

    @Test
    void showsTheLatestFirstInPages() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(search(agent));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = read(as(ACME_ADMIN)
                    .queryParam("agent_role", agent.role())
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/tool-calls"));
            page.get("items").forEach(item -> seen.add(item.get("id").asText()));
            cursor = page.get("next").isNull() ? "" : page.get("next").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void onlyAdminsSeeIt() {
        as(ACME_MEMBER).get("/api/v1/tool-calls").then().statusCode(403);
        as(TestUser.ACME_OWNER).get("/api/v1/tool-calls").then().statusCode(200);
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        search(agent);
        as(TestUser.GLOBEX_OWNER)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tool-calls")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void listsToolsInPages() {
        String first = as(ACME_MEMBER)
                .get("/api/v1/tools?limit=1")
                .then()
                .body("items.name", equalTo(List.of("calendar_book_appointment")))
                .extract()
                .path("next");
        as(ACME_MEMBER)
                .queryParam("cursor", first)
                .get("/api/v1/tools")
                .then()
                .body("items[0].name", equalTo("calendar_get_availability"))
                .body("items[0].annotations.read_only_hint", equalTo(true))
                .body("items[0].input_schema.additionalProperties", equalTo(false));
    }

    private static JsonNode calls(AgentsForTests agent, String filter) {
        return read(as(ACME_ADMIN).get("/api/v1/tool-calls?agent_role=" + agent.role() + filter))
                .get("items");
    }

    private static String search(AgentsForTests agent) {
        return read(call(as(ACME_MEMBER).queryParam("agent_role", agent.role()), "revops_search_contacts", Map.of()))
                .get("id")
                .asText();
    }
}
