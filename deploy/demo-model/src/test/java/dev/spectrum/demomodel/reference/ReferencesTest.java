package dev.spectrum.demomodel.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.reference.Subjects.Certainty;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {

    private static final String LIST = """
            Call these three today:

            1. Tomás Herrera (Managing Director, Alder & Finch), phone +44 7700 900417. "Showroom suite": proposal.
            2. Dana Whitfield (VP Operations, Northwind Logistics), phone +1 312-555-0142. "Fleet rollout": negotiation.
            3. Priya Raman (Practice Owner, Brightwater), phone +1 303-555-0118. "Five clinics": negotiation.""";

    private static final String CONTACTS = """
            {"items": [{"id": "t", "name": "Tomás Herrera", "email": "t@a.example", "company": "Alder & Finch"},
                       {"id": "d", "name": "Dana Whitfield", "email": "d@n.example", "company": "Northwind Logistics"},
                       {"id": "p", "name": "Priya Raman", "email": "p@b.example", "company": "Brightwater"}]}""";

    private static final String DEALS = """
            {"items": [{"id": "1", "name": "Fleet rollout", "stage": "negotiation", "contact_id": "d"},
                       {"id": "2", "name": "Showroom suite", "stage": "proposal", "contact_id": "t"}]}""";

    private static final List<Message> TEXT_ONLY =
            List.of(new Message.User("Who should I call today?"), new Message.Assistant(LIST, List.of()));

    private static final List<Message> WITH_TOOLS = List.of(
            new Message.User("Who should I call today?"),
            new Message.Assistant(
                    "",
                    List.of(
                            new ToolCall("a", "search_contacts", Json.object()),
                            new ToolCall("b", "search_deals", Json.object()))),
            new Message.ToolResult("a", CONTACTS),
            new Message.ToolResult("b", DEALS),
            new Message.Assistant(LIST, List.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the phone number of the second one? | Dana Whitfield",
                "Tell me about the first                     | Tomás Herrera",
                "Email the third person                      | Priya Raman",
                "What about the last one?                    | Priya Raman",
                "Call number two                             | Dana Whitfield",
                "Who is #3?                                  | Priya Raman",
                "What is the 2nd contact's title?            | Dana Whitfield",
                "What is his number?                         | Tomás Herrera",
                "What is Dana's last name?                   | Dana Whitfield",
            })
    void findsWhomTheQuestionMeansByTheTextAlone(String question, String name) {
        assertThat(people(TEXT_ONLY, question).people())
                .extracting(Person::name)
                .containsExactly(name);
        assertThat(people(WITH_TOOLS, question).people())
                .extracting(Person::name)
                .containsExactly(name);
    }

    @Test
    void knowsTheRecordOfWhomItMeansWhereToolsHaveToldIt() {
        assertThat(people(WITH_TOOLS, "What about the second one?").people())
                .singleElement()
                .satisfies(person -> assertThat(person.id()).isEqualTo("d"));
    }

    @Test
    void assumesTheFirstWomanForHerWhereTwoWereNamedAndSaysThatItDoes() {
        Subjects her = people(TEXT_ONLY, "Tell me more about her");

        assertThat(her.certainty()).isEqualTo(Certainty.ASSUMED);
        assertThat(her.people()).extracting(Person::name).containsExactly("Dana Whitfield");
    }

    @Test
    void herIsWhoeverWasSpokenOfLast() {
        List<Message> messages = List.of(
                TEXT_ONLY.get(0),
                TEXT_ONLY.get(1),
                new Message.User("What is the email of the third one?"),
                new Message.Assistant("Priya Raman's email address is p@b.example.", List.of()));

        Subjects her = people(messages, "And her phone number?");

        assertThat(her.certainty()).isEqualTo(Certainty.MEANT);
        assertThat(her.people()).extracting(Person::name).containsExactly("Priya Raman");
    }

    @Test
    void himSkipsAWomanSpokenOfLast() {
        List<Message> messages = List.of(
                TEXT_ONLY.get(0),
                TEXT_ONLY.get(1),
                new Message.User("Who is the third one?"),
                new Message.Assistant("Priya Raman is Practice Owner at Brightwater.", List.of()));

        assertThat(people(messages, "What company is he with?").people())
                .extracting(Person::name)
                .containsExactly("Tomás Herrera");
    }

    @Test
    void theirNumbersAreThoseOfAll() {
        assertThat(people(TEXT_ONLY, "What are their phone numbers?").people()).hasSize(3);
    }

    @Test
    void theOneAtACompanyIsWhoWorksThere() {
        assertThat(people(WITH_TOOLS, "Call the one at Northwind").people())
                .extracting(Person::name)
                .containsExactly("Dana Whitfield");
    }

    @Test
    void thatDealIsTheOneToldLastAndMeansItsContact() {
        List<Message> messages = new ArrayList<>(WITH_TOOLS);
        messages.add(new Message.User("Which is the biggest?"));
        messages.add(new Message.Assistant("Showroom suite with Tomás Herrera: proposal, $62,000.", List.of()));

        assertThat(references(messages, "").deal(mentions(messages, "When does that deal close?")))
                .map(Deal::name)
                .contains("Showroom suite");
        assertThat(people(messages, "Call the contact of that deal").people())
                .extracting(Person::name)
                .containsExactly("Tomás Herrera");
    }

    @Test
    void aNameNobodyHasToldIsANewPerson() {
        Subjects subjects = people(TEXT_ONLY, "Who is Bob Stranger?");

        assertThat(subjects.certainty()).isEqualTo(Certainty.MEANT);
        assertThat(subjects.people())
                .singleElement()
                .satisfies(person -> assertThat(person.complete()).isFalse());
    }

    @Test
    void twoPeopleOfTheSameFirstNameAreAmbiguous() {
        List<Message> messages = List.of(
                new Message.User("Find Dana"),
                new Message.Assistant("", List.of(new ToolCall("a", "search_contacts", Json.object()))),
                new Message.ToolResult(
                        "a",
                        "[{\"id\": 1, \"name\": \"Dana Whitfield\", \"email\": \"a@x.example\"}, {\"id\": 2, \"name\": \"Dana Reed\", \"email\": \"b@x.example\"}]"),
                new Message.Assistant("2 contacts.", List.of()));

        assertThat(people(messages, "Call Dana").isAmbiguous()).isTrue();
        assertThat(people(messages, "Call Dana Reed").people())
                .extracting(Person::id)
                .containsExactly("2");
    }

    @Test
    void aPlaceBehindTheEndOfTheListMeansNobody() {
        assertThat(people(TEXT_ONLY, "Who is the fifth one?").people()).isEmpty();
    }

    @Test
    void nobodyIsMeantWhereNobodyWasToldOf() {
        assertThat(people(List.of(), "Tell me more about her").certainty()).isEqualTo(Certainty.UNKNOWN);
        assertThat(people(List.of(), "Which deals close this month?").certainty())
                .isEqualTo(Certainty.NONE);
    }

    private static Subjects people(List<Message> before, String question) {
        return references(before, question).people(mentions(before, question));
    }

    private static References references(List<Message> before, String question) {
        return new References(known(before, question), before);
    }

    private static Mentions mentions(List<Message> before, String question) {
        return Mentions.in(
                question,
                ZonedDateTime.parse("2026-11-20T09:00:00Z"),
                known(before, question).names());
    }

    private static Known known(List<Message> before, String question) {
        return Known.from(new Turn("", before, question, List.of()), ZoneOffset.UTC);
    }
}
