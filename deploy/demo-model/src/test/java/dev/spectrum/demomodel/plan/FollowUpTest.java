package dev.spectrum.demomodel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.Dialogue;
import dev.spectrum.demomodel.FakeCompany;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each follow-up with the tool messages of earlier turns in the history, and without them. */
class FollowUpTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsThePhoneNumberOfTheSecondOne(boolean toolMessagesKept) {
        Dialogue dialogue = after("Who should I call today?", toolMessagesKept);

        assertThat(dialogue.ask("What is the phone number of the second one?"))
                .isEqualTo("Dana Whitfield's phone number is +1 312-555-0142.");
        assertThat(dialogue.toolsCalled())
                .containsExactly(toolMessagesKept ? "revops_get_contact" : "revops_search_contacts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsMoreAboutHer(boolean toolMessagesKept) {
        Dialogue dialogue = after("Who should I call today?", toolMessagesKept);
        dialogue.ask("What is the phone number of the third one?");
        forget(dialogue, toolMessagesKept);

        assertThat(dialogue.ask("Tell me more about her"))
                .startsWith("Priya Raman is Practice Owner at Brightwater Dental Group (prospect).")
                .contains(
                        "- Phone: +1 303-555-0118",
                        "waiting for the data processing agreement",
                        "- Deal: Five clinics, patient messaging");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhomItAssumesWhereTwoWomenWereNamed(boolean toolMessagesKept) {
        Dialogue dialogue = after("Who should I call today?", toolMessagesKept);

        assertThat(dialogue.ask("Tell me more about her"))
                .startsWith("I take it you mean Dana Whitfield.\n\nDana Whitfield is VP Operations");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersForAllOfThem(boolean toolMessagesKept) {
        Dialogue dialogue = after("Who should I call today?", toolMessagesKept);

        assertThat(dialogue.ask("What are their phone numbers?"))
                .hasLineCount(3)
                .contains("+44 7700 900417", "+1 312-555-0142", "+1 303-555-0118");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knowsWhichDealThatDealIs(boolean toolMessagesKept) {
        Dialogue dialogue = after("Tell me about Dana Whitfield", toolMessagesKept);

        assertThat(dialogue.ask("When does that deal close?"))
                .startsWith("Fleet tracking rollout with Dana Whitfield (Northwind Logistics)")
                .contains("closes in 3 days (Mon 23 Nov 2026)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsThePersonOfAListedDeal(boolean toolMessagesKept) {
        Dialogue dialogue = after("Which deals close this month?", toolMessagesKept);

        assertThat(dialogue.ask("What is the email of the last one?"))
                .isEqualTo("Marcus Oyelaran's email address is marcus.oyelaran@cobaltpayroll.example.org.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void booksWithWhoeverWasSpokenOf(boolean toolMessagesKept) {
        Dialogue dialogue = after("Find contacts at Brightwater", toolMessagesKept);

        assertThat(dialogue.ask("Book a call with her on Monday at 10"))
                .isEqualTo("Booked: Call with Priya Raman: Mon 23 Nov 2026 at 10:00 to 10:30 UTC.");
    }

    private static Dialogue after(String question, boolean toolMessagesKept) {
        Dialogue dialogue = new Dialogue(new FakeCompany());
        dialogue.ask(question);
        forget(dialogue, toolMessagesKept);
        return dialogue;
    }

    private static void forget(Dialogue dialogue, boolean toolMessagesKept) {
        if (!toolMessagesKept) {
            dialogue.forgetToolMessages();
        }
    }
}
