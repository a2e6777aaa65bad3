package dev.spectrum.demomodel.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolBoxTest {

    private static final SentenceModel SENTENCES = new RememberedSentences(MiniLm.load());

    @ParameterizedTest
    @CsvSource({
        "FIND_PEOPLE, revops_search_contacts",
        "PERSON_DETAILS, revops_get_contact",
        "CREATE_PERSON, revops_create_contact",
        "UPDATE_PERSON, revops_update_contact",
        "FIND_DEALS, revops_search_opportunities",
        "CREATE_DEAL, revops_create_opportunity",
        "FREE_TIME, calendar_get_availability",
        "BOOK, calendar_book_appointment",
        "APPOINTMENTS, calendar_list_appointments",
        "SEND_EMAIL, send_email",
    })
    void recognisesWhatEachToolDoes(Capability capability, String tool) {
        assertThat(new ToolBox(SENTENCES, FakeCompany.tools()).tool(capability))
                .map(Tool::name)
                .contains(tool);
        assertThat(new ToolBox(SENTENCES, namesOnly(FakeCompany.tools())).tool(capability))
                .map(Tool::name)
                .contains(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "FIND_PEOPLE, hubspot.crm.contacts.search, Search for contacts",
        "FIND_DEALS, hubspot.crm.deals.list, List deals",
        "APPOINTMENTS, gcal_events_list, List events on a calendar",
        "BOOK, gcal_create_event, Create a calendar event",
    })
    void recognisesToolsOfOtherNames(Capability capability, String name, String description) {
        ToolBox tools = new ToolBox(SENTENCES, List.of(tool(name, description), tool("http_fetch", "Fetches a page")));

        assertThat(tools.tool(capability)).map(Tool::name).contains(name);
    }

    @Test
    void takesNoToolForWhatItDoesNotDo() {
        ToolBox tools = new ToolBox(
                SENTENCES,
                List.of(
                        tool("stripe_get_mrr", "Monthly recurring revenue, computed from the subscriptions"),
                        tool("tasks_create", "Creates a task with a due date"),
                        tool("send_sms", "Sends a text message to a phone number"),
                        tool("http_fetch", "Fetches a page from an allowed host")));

        assertThat(Capability.values())
                .allSatisfy(capability -> assertThat(tools.tool(capability)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "What is our MRR?, stripe_get_mrr",
        "How much recurring revenue do we have?, stripe_get_mrr",
        "Create a task to call someone tomorrow, tasks_create",
    })
    void findsAToolOfNoKnownKindByItsDescription(String question, String tool) {
        List<Tool> tools = new ArrayList<>(FakeCompany.tools());
        tools.add(tool("stripe_get_mrr", "Monthly recurring revenue, computed from the subscriptions"));
        tools.add(tool("tasks_create", "Creates a task with a due date"));

        assertThat(new ToolBox(SENTENCES, tools).otherToolFor(question, 0, true))
                .map(Tool::name)
                .contains(tool);
    }

    @Test
    void aQuestionAboutSomethingElseHasNoTool() {
        ToolBox tools = new ToolBox(SENTENCES, List.of(tool("stripe_get_mrr", "Monthly recurring revenue")));

        assertThat(tools.otherToolFor("Write me a poem about the sea", 0, true)).isEmpty();
    }

    private static Tool tool(String name, String description) {
        return new Tool(name, description, Json.object());
    }

    private static List<Tool> namesOnly(List<Tool> tools) {
        return tools.stream().map(tool -> tool(tool.name(), "")).toList();
    }

    @Test
    void aToolThatActsIsNothingForAQuestionThatAsksForNoAction() {
        ToolBox tools = new ToolBox(SENTENCES, List.of(tool("revops_delete_contact", "Deletes a contact")));

        assertThat(tools.otherToolFor("Which contacts were deleted?", 0, false)).isEmpty();
        assertThat(tools.otherToolFor("Delete the contact", 0, true)).isPresent();
    }
}
