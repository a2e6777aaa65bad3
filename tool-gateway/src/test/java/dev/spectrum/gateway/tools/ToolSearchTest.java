package dev.spectrum.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolSearchTest {

    private static final List<ToolDefinition> TOOLS = List.of(
            tool("revops_search_contacts", "Search contacts", "Find people in the CRM by name.", "crm"),
            tool("revops_create_contact", "Create a contact", "Add a person to the CRM.", "crm"),
            tool("calendar_list_appointments", "List appointments", "What is in the calendar.", "calendar"),
            tool(
                    "stripe_list_invoices",
                    "List invoices",
                    "The invoices of a customer, who may be a contact.",
                    "billing"),
            tool("stripe_create_invoice", "Create an invoice", "Bill a customer.", "billing"));

    @Test
    void aNameCountsMoreThanADescription() {
        assertThat(search("contact"))
                .containsExactly("revops_create_contact", "revops_search_contacts", "stripe_list_invoices");
    }

    @Test
    void moreOfTheWordsCountMore() {
        assertThat(search("create invoice").getFirst()).isEqualTo("stripe_create_invoice");
        assertThat(search("Create a new INVOICE, please!").getFirst()).isEqualTo("stripe_create_invoice");
    }

    @Test
    void aRareWordCountsMoreThanOneThatManyHave() {
        assertThat(search("list calendar").getFirst()).isEqualTo("calendar_list_appointments");
    }

    @Test
    void aDataSourceIsAWordToo() {
        assertThat(search("billing")).containsExactly("stripe_create_invoice", "stripe_list_invoices");
    }

    @Test
    void aWordThatNoToolHasFindsNothing() {
        assertThat(search("teleport")).isEmpty();
        assertThat(search("?!")).isEmpty();
    }

    @Test
    void theOrderIsTheSameHoweverTheToolsCome() {
        List<ToolDefinition> reversed = new java.util.ArrayList<>(TOOLS);
        Collections.reverse(reversed);
        for (String query : List.of("contact", "list", "create", "customer invoice")) {
            assertThat(new ToolSearch(reversed).search(query)).isEqualTo(new ToolSearch(TOOLS).search(query));
        }
    }

    private static List<String> search(String query) {
        return new ToolSearch(TOOLS)
                .search(query).stream().map(ToolDefinition::name).toList();
    }

    private static ToolDefinition tool(String name, String title, String description, String tag) {
        return new ToolDefinition(
                name,
                title,
                description,
                JsonNodeFactory.instance.objectNode().put("type", "object"),
                null,
                new ToolAnnotations(true, false, true, false),
                List.of(tag));
    }
}
