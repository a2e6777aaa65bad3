package dev.spectrum.gateway;

import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.platform.testing.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantIsolationIT {

    private static final List<String> TABLES = List.of(
            "agent",
            "tool_call",
            "tool_call_head",
            "call_ledger",
            "call_result",
            "contact",
            "company",
            "opportunity",
            "task",
            "note",
            "appointment",
            "upstream",
            "upstream_tool",
            "upstream_refresh",
            "upstream_change");

    private final String word = "isolated" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void nothingOfAnotherTenantIsFoundOverHttp() {
        String email = word + "@example.com";
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", word, "email", email))
                .at("/contact/id")
                .asText();
        result(ACME_MEMBER, "revops_create_opportunity", Map.of("contact_id", contact, "name", word));
        JsonNode appointment = book(contact);

        assertThat(error(GLOBEX_OWNER, "revops_get_contact", Map.of("contact_id", contact))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
        assertThat(error(GLOBEX_OWNER, "revops_get_contact", Map.of("email", email))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
        assertThat(error(GLOBEX_OWNER, "revops_update_contact", Map.of("contact_id", contact, "phone", "1"))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/contact_id");
        assertThat(result(GLOBEX_OWNER, "revops_search_contacts", Map.of("query", word))
                        .get("contacts"))
                .isEmpty();
        assertThat(result(GLOBEX_OWNER, "revops_search_opportunities", Map.of("query", word))
                        .get("opportunities"))
                .isEmpty();
        assertThat(error(GLOBEX_OWNER, "revops_create_opportunity", Map.of("contact_id", contact, "name", "x"))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/contact_id");
        Map<String, Object> calendar = Map.of("owner", appointment.get("owner").asText(), "from", day(), "to", day());
        assertThat(result(ACME_MEMBER, "calendar_list_appointments", calendar).get("appointments"))
                .hasSize(1);
        assertThat(result(GLOBEX_OWNER, "calendar_list_appointments", calendar).get("appointments"))
                .isEmpty();
        result(GLOBEX_OWNER, "revops_create_contact", Map.of("email", email));
        result(
                GLOBEX_OWNER,
                "calendar_book_appointment",
                Map.of("title", "same time", "starts_at", day() + "T10:00:00Z", "owner", word));
    }

    @Test
    void anotherTenantsIdIsNobodysIdForAnyTool() {
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", word))
                .at("/contact/id")
                .asText();
        String company = result(ACME_MEMBER, "revops_create_company", Map.of("name", word))
                .at("/company/id")
                .asText();
        String opportunity = result(
                        ACME_MEMBER, "revops_create_opportunity", Map.of("contact_id", contact, "name", word))
                .at("/opportunity/id")
                .asText();
        String task = result(
                        ACME_MEMBER,
                        "revops_create_task",
                        Map.of("contact_id", contact, "title", word, "due_at", day() + "T10:00:00Z"))
                .at("/task/id")
                .asText();
        result(ACME_MEMBER, "revops_create_note", Map.of("about", "company", "about_id", company, "body", word));
        String appointment = book(contact).get("id").asText();
        String mine = result(GLOBEX_OWNER, "revops_create_contact", Map.of("first_name", word))
                .at("/contact/id")
                .asText();
        Map<String, String> times = Map.of("starts_at", day() + "T10:00:00Z", "ends_at", day() + "T11:00:00Z");

        isNobodys("revops_delete_contact", Map.of("contact_id", contact));
        isNobodys("revops_add_contact_tags", Map.of("contact_id", contact, "tags", List.of("x")));
        isNobodys("revops_remove_contact_tags", Map.of("contact_id", contact, "tags", List.of("x")));
        isNobodys("revops_set_contact_company", Map.of("contact_id", mine, "company_id", company));
        isNobodys("revops_get_company", Map.of("company_id", company));
        isNobodys("revops_update_company", Map.of("company_id", company, "name", "x"));
        isNobodys("revops_get_opportunity", Map.of("opportunity_id", opportunity));
        isNobodys("revops_update_opportunity", Map.of("opportunity_id", opportunity, "stage", "won"));
        isNobodys("revops_delete_opportunity", Map.of("opportunity_id", opportunity));
        isNobodys("revops_create_task", Map.of("contact_id", contact, "title", "x", "due_at", day() + "T10:00:00Z"));
        isNobodys("revops_update_task", Map.of("task_id", task, "completed", true));
        isNobodys("revops_delete_task", Map.of("task_id", task));
        for (Map.Entry<String, String> subject : Map.of(
                        "contact", contact, "opportunity", opportunity, "company", company)
                .entrySet()) {
            isNobodys("revops_list_notes", Map.of("about", subject.getKey(), "about_id", subject.getValue()));
            isNobodys(
                    "revops_create_note",
                    Map.of("about", subject.getKey(), "about_id", subject.getValue(), "body", "x"));
        }
        isNobodys("revops_list_appointments", Map.of("contact_id", contact));
        isNobodys("revops_create_appointment", with(times, "contact_id", contact, "title", "x"));
        isNobodys("revops_update_appointment", with(times, "appointment_id", appointment));
        isNobodys("revops_cancel_appointment", Map.of("appointment_id", appointment));

        assertThat(result(GLOBEX_OWNER, "revops_search_companies", Map.of("query", word))
                        .get("companies"))
                .isEmpty();
        assertThat(result(GLOBEX_OWNER, "revops_search_tasks", Map.of("query", word))
                        .get("tasks"))
                .isEmpty();
        assertThat(result(ACME_MEMBER, "revops_get_opportunity", Map.of("opportunity_id", opportunity))
                        .at("/opportunity/stage")
                        .asText())
                .isEqualTo("qualified");
    }

    private static void isNobodys(String tool, Map<String, ?> arguments) {
        assertThat(error(GLOBEX_OWNER, tool, arguments).get("error").asText())
                .as(tool)
                .isEqualTo("not-found");
    }

    private static Map<String, Object> with(Map<String, String> times, String... more) {
        Map<String, Object> arguments = new HashMap<>(times);
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i], more[i + 1]);
        }
        return arguments;
    }

    @Test
    void theServicesRoleSeesNothingWithoutATenantAndNothingOfAnother() throws SQLException {
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", word))
                .at("/contact/id")
                .asText();
        try (Connection app = Catalogue.asApp();
                Statement statement = app.createStatement()) {
            for (String table : TABLES) {
                assertThat(count(statement, table))
                        .as(table + " without a tenant")
                        .isZero();
            }
            statement.execute("select set_config('app.tenant_id', '" + GLOBEX + "', false)");
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery("select 1 from " + table + " where tenant_id = '" + ACME
                        + "' or tenant_id <> '" + GLOBEX + "'")) {
                    assertThat(rows.next()).as(table + " of another tenant").isFalse();
                }
            }
            assertThat(statement.executeUpdate("update contact set notes = 'stolen' where id = '" + contact + "'"))
                    .isZero();
            assertThatThrownBy(() -> statement.execute(
                            "insert into call_ledger (tenant_id, caller, key, request_hash, call_id, state) values ('"
                                    + ACME + "', 'x', 'x', 'x', gen_random_uuid(), 'done')"))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> statement.execute("delete from contact"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("truncate tool_call")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("alter table contact disable row level security"))
                    .hasMessageContaining("must be owner");
        }
    }

    @Test
    void theServicesRoleForgetsOfOthersOnlyWhatIsOldAndPutsNothingOff() throws SQLException {
        try (Connection superuser = Superuser.connect();
                Statement any = superuser.createStatement();
                Connection app = Catalogue.asApp();
                Statement statement = app.createStatement()) {
            any.execute("insert into call_ledger (tenant_id, caller, key, request_hash, call_id, state, started_at)"
                    + " select '%1$s', '%2$s', days::text, 'x', gen_random_uuid(), 'done', now() - make_interval(days => days)"
                            .formatted(GLOBEX, word)
                    + " from unnest(array[0, 29, 31]) days");
            assertThatThrownBy(() -> statement.execute("select sweep_call_ledger(interval '-1 day')"))
                    .hasMessageContaining("does not exist");
            assertThatThrownBy(() -> statement.execute("select claim_due_upstreams(1000, interval '100 years')"))
                    .hasMessageContaining("does not exist");
            statement.execute("select sweep_call_ledger()");
            assertThat(count(any, "call_ledger where caller = '" + word + "'")).isEqualTo(2);
        }
    }

    private JsonNode book(String contact) {
        return result(
                        ACME_MEMBER,
                        "calendar_book_appointment",
                        Map.of(
                                "title", word,
                                "starts_at", day() + "T10:00:00Z",
                                "owner", word,
                                "contact_id", contact))
                .get("appointment");
    }

    private static String day() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(3).toString();
    }

    private static int count(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
