package dev.spectrum.demomodel.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.words.KnownNames;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentFillingTest {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T09:00:00Z");
    private static final Person DANA = new Person(
            "7",
            "Dana Whitfield",
            "dana@n.example",
            "+1 312-555-0142",
            "VP",
            "Northwind",
            "prospect",
            List.of("fleet"),
            null,
            null,
            true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE_PERSON | Create a contact Jane Doe jane@x.example | {'first_name': {}, 'last_name': {}, 'email': {}}"
                        + " | {'first_name': 'Jane', 'last_name': 'Doe', 'email': 'jane@x.example'}",
                "CREATE_PERSON | Add Max Müller, CFO of Müller GmbH, +49 30 23125 111 | {'name': {}, 'title': {}, 'company': {}, 'phone': {}, 'id': {}}"
                        + " | {'name': 'Max Müller', 'title': 'CFO', 'company': 'Müller GmbH', 'phone': '+49 30 23125 111'}",
                "CREATE_DEAL | Add a deal worth $25k at 40% closing next Friday |"
                        + " {'contact_id': {}, 'value_usd': {'type': 'number'}, 'probability': {'type': 'integer'}, 'expected_close_at': {'format': 'date'}}"
                        + " | {'contact_id': '7', 'value_usd': 25000, 'probability': 40, 'expected_close_at': '2026-11-27'}",
                "CREATE_DEAL | Add a deal \"Depot\" | {'name': {}, 'probability': {'type': 'number', 'maximum': 1}} | {'name': 'Depot'}",
                "BOOK | Book a demo with her tomorrow at 3pm for 45 minutes |"
                        + " {'title': {}, 'start': {'format': 'date-time'}, 'end': {'format': 'date-time'}, 'attendee_email': {}, 'duration_minutes': {'type': 'integer'}}"
                        + " | {'title': 'Demo with Dana Whitfield', 'start': '2026-11-21T15:00:00Z', 'end': '2026-11-21T15:45:00Z',"
                        + " 'attendee_email': 'dana@n.example', 'duration_minutes': 45}",
                "BOOK | Book a call tomorrow at 3pm | {'date': {'format': 'date'}, 'time': {'format': 'time'}}"
                        + " | {'date': '2026-11-21', 'time': '15:00'}",
                "BOOK | Book a call tomorrow at 3pm | {'attendees': {'type': 'array', 'items': {'type': 'object', 'properties': {'email': {}}}}}"
                        + " | {'attendees': [{'email': 'dana@n.example'}]}",
                "FREE_TIME | Am I free on Tuesday? | {'from': {'format': 'date-time'}, 'to': {'format': 'date-time'}}"
                        + " | {'from': '2026-11-24T00:00:00Z', 'to': '2026-11-25T00:00:00Z'}",
                "FREE_TIME | Am I free on Tuesday at 3? | {'date': {'type': 'string', 'description': 'YYYY-MM-DD'}} | {'date': '2026-11-24'}",
                "APPOINTMENTS | What appointments do I have? | {'from': {'format': 'date'}, 'to': {'format': 'date'}} | {'from': '2026-11-20'}",
                "FIND_DEALS | Which deals in negotiation close this month? |"
                        + " {'stage': {'enum': ['qualified', 'negotiation']}, 'closing_before': {'format': 'date'}, 'created_after': {'format': 'date'}}"
                        + " | {'stage': 'negotiation', 'closing_before': '2026-12-01'}",
                "FIND_DEALS | Which deals do we have with her? | {'query': {}, 'contact_id': {}, 'limit': {'type': 'integer', 'maximum': 25}}"
                        + " | {'contact_id': '7', 'limit': 25}",
                "UPDATE_PERSON | Change her phone number to +1 312-555-0199 | {'id': {}, 'email': {}, 'phone': {}, 'name': {}}"
                        + " | {'id': '7', 'phone': '+1 312-555-0199'}",
                "UPDATE_PERSON | Set her title to Chief Operating Officer. | {'contact_id': {}, 'fields': {'type': 'object', 'properties': {'title': {}}}}"
                        + " | {'contact_id': '7', 'fields': {'title': 'Chief Operating Officer'}}",
                "UPDATE_PERSON | Mark her as a customer | {'id': {}, 'status': {'enum': ['lead', 'customer']}} | {'id': '7', 'status': 'customer'}",
                "UPDATE_PERSON | Tag her as vip | {'id': {}, 'tags': {'type': 'array', 'items': {'type': 'string'}}} | {'id': '7', 'tags': ['fleet', 'vip']}",
                "PERSON_DETAILS | What is her number? | {'id': {}, 'email': {}} | {'id': '7'}",
                "PERSON_DETAILS | What is her number? | {'email': {}} | {'email': 'dana@n.example'}",
                "SEND_EMAIL | Email her about the renewal | {'to': {}, 'subject': {}, 'text': {}, 'html': {}}"
                        + " | {'to': 'dana@n.example', 'subject': 'The renewal', 'text': 'Hi Dana,\\n\\nI am writing about the renewal.\\n\\nBest regards'}",
                "SEND_EMAIL | Email her that it is ready | {'to': {'type': 'array', 'items': {'type': 'string'}}, 'subject': {}, 'body': {}}"
                        + " | {'to': ['dana@n.example'], 'subject': 'It is ready', 'body': 'Hi Dana,\\n\\nIt is ready.\\n\\nBest regards'}",
            })
    void fillsAPropertyByWhatItsNameSays(Capability capability, String question, String properties, String expected) {
        Arguments arguments = fill(capability, question, DANA, properties);

        assertThat(arguments.json().toString()).isEqualTo(json(expected).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Find contacts at Northwind          | Northwind",
                "find contacts at northwind          | northwind",
                "Look up jane@x.example              | jane@x.example",
                "Search for \"fleet manager\"        | fleet manager",
                "Find all CEOs                       | CEO",
                "Is there a Jane Doe in the CRM?     | Jane Doe",
            })
    void searchesForTheMostTellingWords(String question, String query) {
        Arguments arguments = fill(
                Capability.FIND_PEOPLE,
                question,
                null,
                "{'query': {}, 'company': {}, 'limit': {'type': 'integer', 'maximum': 50}}");

        assertThat(arguments.json().path("query").asText()).isEqualTo(query);
        assertThat(arguments.json().has("company")).isFalse();
    }

    @Test
    void listsAllWhereNothingIsSearchedFor() {
        assertThat(fill(Capability.FIND_PEOPLE, "List all contacts", null, "{'query': {}}")
                        .json())
                .isEmpty();
    }

    @Test
    void namesWhatIsMissing() {
        Arguments arguments = fill(
                Capability.BOOK,
                "Book a call with Dana",
                DANA,
                "{'title': {}, 'start': {'format': 'date-time'}}",
                "title",
                "start");

        assertThat(arguments.missing()).extracting(Property::name).containsExactly("start");
    }

    @Test
    void takesADefaultOrTheFirstChoiceForWhatIsRequired() {
        Arguments arguments = fill(
                Capability.CREATE_DEAL,
                "Add a deal",
                null,
                "{'stage': {'enum': ['qualified', 'won']}, 'currency': {'type': 'string', 'default': 'USD'}}",
                "stage",
                "currency");

        assertThat(arguments.json().toString()).isEqualTo("{\"stage\":\"qualified\",\"currency\":\"USD\"}");
    }

    @Test
    void readsNullableTypes() {
        Arguments arguments = fill(
                Capability.CREATE_DEAL,
                "Add a deal worth $500",
                null,
                "{'value': {'type': ['number', 'null']}, 'amount': {'anyOf': [{'type': 'null'}, {'type': 'integer'}]}}");

        assertThat(arguments.json().toString()).isEqualTo("{\"value\":500,\"amount\":500}");
    }

    @Test
    void aSchemaWithoutPropertiesNeedsNothing() {
        Arguments arguments = new ArgumentFilling()
                .fill(new Tool("ping", "", MissingNode.getInstance()), facts(Capability.FIND_DEALS, "anything", null));

        assertThat(arguments.json()).isEmpty();
        assertThat(arguments.areComplete()).isTrue();
    }

    private static Arguments fill(
            Capability capability, String question, @Nullable Person person, String properties, String... required) {
        return new ArgumentFilling()
                .fill(
                        FakeCompany.tool("tool", "", json(properties).toString(), required),
                        facts(capability, question, person));
    }

    private static Facts facts(Capability capability, String question, @Nullable Person person) {
        return new Facts(capability, Mentions.in(question, NOW, KnownNames.NONE), person, null, NOW);
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }
}
