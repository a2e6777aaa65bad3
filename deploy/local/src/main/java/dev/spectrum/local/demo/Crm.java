package dev.spectrum.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the native CRM through its own tools. What is there already is brought up to date, so that it may run again. */
final class Crm {

    private final Api api;
    private final Instant now = Instant.now();

    Crm(Api api) {
        this.api = api;
    }

    void fill(Path contacts, Path opportunities) {
        Map<String, String> idByEmail = new HashMap<>();
        for (JsonNode person : Api.read(contacts)) {
            idByEmail.put(person.get("email").asText(), keepContact((ObjectNode) person));
        }
        for (JsonNode deal : Api.read(opportunities)) {
            String email = deal.get("contact_email").asText();
            keepOpportunity((ObjectNode) deal, idByEmail.getOrDefault(email, ""), email);
        }
    }

    List<JsonNode> contacts() {
        return all("revops_search_contacts", "contacts");
    }

    List<JsonNode> opportunities() {
        return all("revops_search_opportunities", "opportunities");
    }

    private List<JsonNode> all(String tool, String name) {
        List<JsonNode> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ObjectNode search = Api.object().put("limit", 100);
            cursor.ifPresent(next -> search.put("cursor", next));
            JsonNode page = api.tool(tool, search);
            page.get(name).forEach(all::add);
            cursor = Optional.ofNullable(page.path("next").textValue());
        } while (cursor.isPresent());
        return all;
    }

    private String keepContact(ObjectNode person) {
        person.properties().removeIf(field -> field.getValue().isNull());
        // Some were never contacted.
        JsonNode daysAgo = person.remove("last_contacted_days_ago");
        if (daysAgo != null) {
            person.put(
                    "last_contacted_at",
                    now.minus(Duration.ofDays(daysAgo.asLong())).toString());
        }
        String email = person.get("email").asText();
        JsonNode found = api.tool("revops_search_contacts", Api.object().put("query", email))
                .path("contacts");
        JsonNode kept = found.isEmpty()
                ? api.tool("revops_create_contact", person)
                : api.tool(
                        "revops_update_contact",
                        person.put("contact_id", found.get(0).get("id").asText()));
        return kept.at("/contact/id").asText();
    }

    private void keepOpportunity(ObjectNode deal, String contactId, String email) {
        deal.remove("contact_email");
        deal.put("contact_id", contactId);
        long days = deal.remove("close_in_days").asLong();
        deal.put(
                "expected_close_at",
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(days).toString());
        String name = deal.get("name").asText();
        JsonNode found = api.tool("revops_search_opportunities", Api.object().put("query", name))
                .path("opportunities");
        for (JsonNode there : found) {
            if (there.path("contact_email").asText().equals(email)) {
                return;
            }
        }
        api.tool("revops_create_opportunity", deal);
    }
}
