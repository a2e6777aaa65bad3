package dev.spectrum.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.permissions.domain.Access;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefinitionFilesTest {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "format",
            "pattern",
            "description",
            "default",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private final List<ToolDefinition> definitions = new DefinitionFiles(new ObjectMapper()).read();

    @Test
    void thereAreTheseToolsInTheseDataSources() {
        assertThat(definitions)
                .extracting(tool -> tool.dataSource() + " " + tool.access() + " " + tool.name())
                .containsExactlyInAnyOrder(
                        "crm READ revops_get_contact",
                        "crm READ revops_search_contacts",
                        "crm WRITE revops_create_contact",
                        "crm WRITE revops_update_contact",
                        "crm WRITE revops_delete_contact",
                        "crm WRITE revops_add_contact_tags",
                        "crm WRITE revops_remove_contact_tags",
                        "crm WRITE revops_set_contact_company",
                        "crm READ revops_get_company",
                        "crm READ revops_search_companies",
                        "crm WRITE revops_create_company",
                        "crm WRITE revops_update_company",
                        "crm READ revops_get_opportunity",
                        "crm READ revops_search_opportunities",
                        "crm WRITE revops_create_opportunity",
                        "crm WRITE revops_update_opportunity",
                        "crm WRITE revops_delete_opportunity",
                        "crm READ revops_list_notes",
                        "crm WRITE revops_create_note",
                        "tasks READ revops_search_tasks",
                        "tasks WRITE revops_create_task",
                        "tasks WRITE revops_update_task",
                        "tasks WRITE revops_delete_task",
                        "calendar READ revops_list_appointments",
                        "calendar WRITE revops_create_appointment",
                        "calendar WRITE revops_update_appointment",
                        "calendar WRITE revops_cancel_appointment",
                        "calendar READ calendar_get_availability",
                        "calendar WRITE calendar_book_appointment",
                        "calendar READ calendar_list_appointments",
                        "email WRITE send_email",
                        "web READ http_fetch",
                        "* READ find_tools",
                        "* READ read_result");
    }

    @Test
    void everySchemaIsClosedAndSaysWhatItKnowsIn2020Words() {
        for (ToolDefinition tool : definitions) {
            assertThat(tool.inputSchema().path("type").asText()).isEqualTo("object");
            JsonNode output = Objects.requireNonNull(tool.outputSchema());
            assertThat(output.path("type").asText()).isEqualTo("object");
            requireClosed(tool.name() + " input", tool.inputSchema());
            // Definitions that are found, and results that are read on, hold anything.
            if (!tool.dataSource().equals("*")) {
                requireClosed(tool.name() + " output", output);
            }
        }
    }

    @Test
    void everyToolIsDescribedForAModelToChooseBy() {
        for (ToolDefinition tool : definitions) {
            assertThat(tool.description())
                    .as(tool.name())
                    .hasSizeGreaterThan(60)
                    .endsWith(".");
            assertThat(tool.title()).as(tool.name()).isNotBlank();
            assertThat(tool.annotations().destructiveHint() && tool.access() == Access.READ)
                    .as(tool.name())
                    .isFalse();
        }
    }

    private static void requireClosed(String where, JsonNode schema) {
        schema.fieldNames()
                .forEachRemaining(keyword -> assertThat(KEYWORDS).as(where).contains(keyword));
        if (schema.path("type").asText().equals("object")) {
            assertThat(schema.path("additionalProperties").isBoolean()
                            && !schema.path("additionalProperties").asBoolean())
                    .as(where)
                    .isTrue();
            schema.path("required")
                    .forEach(name -> assertThat(schema.path("properties").has(name.asText()))
                            .as(where + " " + name)
                            .isTrue());
        }
        schema.path("properties").properties().forEach(field -> requireClosed(where, field.getValue()));
        if (schema.has("items")) {
            requireClosed(where, schema.get("items"));
        }
    }
}
