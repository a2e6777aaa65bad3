package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NoteToolsIT {

    @Test
    void notesAreKeptOnContactsOpportunitiesAndCompanies() {
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Dana"))
                .at("/contact/id")
                .asText();
        String opportunity = result(
                        ACME_MEMBER, "revops_create_opportunity", Map.of("contact_id", contact, "name", "Deal"))
                .at("/opportunity/id")
                .asText();
        String company = result(ACME_MEMBER, "revops_create_company", Map.of("name", "Northwind"))
                .at("/company/id")
                .asText();

        for (Map.Entry<String, String> subject : Map.of(
                        "contact", contact, "opportunity", opportunity, "company", company)
                .entrySet()) {
            JsonNode written = write(subject.getKey(), subject.getValue(), " On the " + subject.getKey() + ". ");

            assertThat(written.get("body").asText()).isEqualTo("On the " + subject.getKey() + ".");
            assertThat(written.get("author").asText()).isEqualTo("member@acme.test");
            assertThat(written.get("about").asText()).isEqualTo(subject.getKey());
            assertThat(written.get("about_id").asText()).isEqualTo(subject.getValue());
            assertThat(list(subject.getKey(), subject.getValue(), Map.of()).get("notes"))
                    .containsExactly(written);
        }
    }

    @Test
    void listsNotesInPagesTheNewestFirst() {
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Dana"))
                .at("/contact/id")
                .asText();
        for (String body : java.util.List.of("first", "second", "third")) {
            write("contact", contact, body);
        }

        JsonNode page = list("contact", contact, Map.of("limit", 2));
        JsonNode rest = list(
                "contact",
                contact,
                Map.of("limit", 2, "cursor", page.get("next").asText()));

        assertThat(page.get("notes").findValuesAsText("body")).containsExactly("third", "second");
        assertThat(rest.get("notes").findValuesAsText("body")).containsExactly("first");
        assertThat(rest.get("next").isNull()).isTrue();
    }

    @Test
    void namesWhatIsWrong() {
        String contact = result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Dana"))
                .at("/contact/id")
                .asText();
        Map<String, Object> note = new HashMap<>(Map.of("about", "opportunity", "about_id", contact, "body", "x"));

        assertThat(wrong("revops_create_note", note))
                .as("a contact is no opportunity")
                .isEqualTo("not-found /about_id");
        note.put("about_id", UUID.randomUUID().toString());
        assertThat(wrong("revops_create_note", note)).isEqualTo("not-found /about_id");
        note.put("about_id", "151");
        assertThat(wrong("revops_create_note", note)).isEqualTo("not-found /about_id");
        note.put("about", "invoice");
        assertThat(wrong("revops_create_note", note)).isEqualTo("invalid-arguments /about");
        assertThat(wrong("revops_create_note", Map.of("about", "contact", "about_id", contact, "body", " ")))
                .isEqualTo("invalid-arguments /body");
        assertThat(wrong("revops_list_notes", Map.of("about", "contact"))).isEqualTo("invalid-arguments /about_id");
        assertThat(wrong("revops_list_notes", Map.of("about", "contact", "about_id", contact, "cursor", "abc")))
                .isEqualTo("invalid-arguments /cursor");
        result(ACME_MEMBER, "revops_delete_contact", Map.of("contact_id", contact));
        assertThat(wrong("revops_list_notes", Map.of("about", "contact", "about_id", contact)))
                .isEqualTo("not-found /about_id");
    }

    private static JsonNode write(String about, String id, String body) {
        return result(ACME_MEMBER, "revops_create_note", Map.of("about", about, "about_id", id, "body", body))
                .get("note");
    }

    private static JsonNode list(String about, String id, Map<String, ?> paging) {
        Map<String, Object> wanted = new HashMap<>(paging);
        wanted.putAll(Map.of("about", about, "about_id", id));
        return result(ACME_MEMBER, "revops_list_notes", wanted);
    }

    private static String wrong(String tool, Map<String, ?> arguments) {
        JsonNode refused = error(ACME_MEMBER, tool, arguments);
        return refused.get("error").asText() + " "
                + refused.at("/errors/0/pointer").asText();
    }
}
