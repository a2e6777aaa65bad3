package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CompanyToolsIT {

    private final String word = "Brightwater" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void keepsACompanyWithAllItsFields() {
        JsonNode created = create(Map.of(
                "name", " " + word + " Dental ",
                "website", "https://brightwater.example",
                "phone", "+1 303-555-0100",
                "city", "Denver",
                "country", "US",
                "description", "Five clinics"));

        assertThat(created.get("name").asText()).isEqualTo(word + " Dental");
        assertThat(get(created)).isEqualTo(created);
    }

    @Test
    void changesOnlyWhatIsGiven() {
        JsonNode created = create(Map.of("name", word, "city", "Denver", "phone", "1"));

        JsonNode changed = result(
                        ACME_MEMBER,
                        "revops_update_company",
                        Map.of("company_id", id(created), "phone", "", "description", "Café chain"))
                .get("company");

        assertThat(changed.get("phone").isNull()).as("an empty text clears").isTrue();
        assertThat(changed.get("city").asText()).isEqualTo("Denver");
        assertThat(get(created)).isEqualTo(changed);
        assertThat(names(Map.of("query", "CAFE " + word))).containsExactly(word);
    }

    @Test
    void listsCompaniesByNameInPages() {
        for (String name : List.of("C", "A", "B")) {
            create(Map.of("name", word + name));
        }

        List<String> seen = new ArrayList<>();
        Map<String, Object> search = new HashMap<>(Map.of("query", word, "limit", 2));
        JsonNode page = result(ACME_MEMBER, "revops_search_companies", search);
        seen.addAll(page.get("companies").findValuesAsText("name"));
        search.put("cursor", page.get("next").asText());
        page = result(ACME_MEMBER, "revops_search_companies", search);
        seen.addAll(page.get("companies").findValuesAsText("name"));

        assertThat(seen).containsExactly(word + "A", word + "B", word + "C");
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(wrong("revops_search_companies", Map.of("cursor", "abc"))).isEqualTo("invalid-arguments /cursor");
    }

    @Test
    void aContactBelongsToACompany() {
        JsonNode company = create(Map.of("name", word));
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Priya", "company", "Old"))
                .at("/contact/id")
                .asText();

        JsonNode linked = result(
                        ACME_MEMBER,
                        "revops_set_contact_company",
                        Map.of("contact_id", contact, "company_id", id(company)))
                .get("contact");

        assertThat(linked.get("company_id").asText()).isEqualTo(id(company));
        assertThat(linked.get("company").asText()).isEqualTo(word);
        assertThat(people(id(company))).containsExactly("Priya");
        assertThat(update(contact, "title", "Owner").get("company_id").asText()).isEqualTo(id(company));
        assertThat(update(contact, "company", "Elsewhere").get("company_id").isNull())
                .as("who works elsewhere is linked no longer")
                .isTrue();
        assertThat(people(id(company))).isEmpty();
    }

    @Test
    void namesWhatIsWrong() {
        String nobody = UUID.randomUUID().toString();
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "X"))
                .at("/contact/id")
                .asText();
        String company = id(create(Map.of("name", word)));

        assertThat(wrong("revops_create_company", Map.of("name", " "))).isEqualTo("invalid-arguments /name");
        assertThat(wrong("revops_update_company", Map.of("company_id", company, "name", "")))
                .isEqualTo("invalid-arguments /name");
        assertThat(wrong("revops_get_company", Map.of("company_id", nobody))).isEqualTo("not-found /company_id");
        assertThat(wrong("revops_get_company", Map.of("company_id", contact))).isEqualTo("not-found /company_id");
        assertThat(wrong("revops_update_company", Map.of("company_id", "42"))).isEqualTo("not-found /company_id");
        assertThat(wrong("revops_set_contact_company", Map.of("contact_id", contact, "company_id", nobody)))
                .isEqualTo("not-found /company_id");
        assertThat(wrong("revops_set_contact_company", Map.of("contact_id", nobody, "company_id", company)))
                .isEqualTo("not-found /contact_id");
        assertThat(wrong("revops_search_contacts", Map.of("company_id", "42"))).isEqualTo("not-found /company_id");
    }

    private static JsonNode create(Map<String, ?> fields) {
        return result(ACME_MEMBER, "revops_create_company", fields).get("company");
    }

    private static JsonNode get(JsonNode company) {
        return result(ACME_MEMBER, "revops_get_company", Map.of("company_id", id(company)))
                .get("company");
    }

    private static JsonNode update(String contact, String field, String value) {
        return result(ACME_MEMBER, "revops_update_contact", Map.of("contact_id", contact, field, value))
                .get("contact");
    }

    private static List<String> people(String company) {
        return result(ACME_MEMBER, "revops_search_contacts", Map.of("company_id", company))
                .get("contacts")
                .findValuesAsText("name");
    }

    private static List<String> names(Map<String, ?> search) {
        return result(ACME_MEMBER, "revops_search_companies", search)
                .get("companies")
                .findValuesAsText("name");
    }

    private static String id(JsonNode company) {
        return company.get("id").asText();
    }

    private static String wrong(String tool, Map<String, ?> arguments) {
        JsonNode refused = error(ACME_MEMBER, tool, arguments);
        return refused.get("error").asText() + " "
                + refused.at("/errors/0/pointer").asText();
    }
}
