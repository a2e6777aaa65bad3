package dev.spectrum.demomodel.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.words.KnownNames;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions in other words than the examples; what they are taken for sets the thresholds. */
class QuestionsTest {

    private static final Questions QUESTIONS = new Questions(new RememberedSentences(MiniLm.load()));
    private static final KnownNames KNOWN = new KnownNames(
            List.of("Dana Whitfield", "Priya Raman"),
            List.of("Northwind Logistics"),
            List.of("Fleet tracking rollout"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WHO_TO_CALL    | who should i call today",
                "WHO_TO_CALL    | Which three people should I ring this morning?",
                "WHO_TO_CALL    | Who's worth calling now?",
                "WHO_TO_CALL    | Any customers I ought to follow up with?",
                "WHO_TO_CALL    | What should I do first today?",
                "WHO_TO_CALL    | Who do I need to get back to?",
                "PERSON_DETAILS | And her email?",
                "PERSON_DETAILS | phone number of Dana Whitfield",
                "PERSON_DETAILS | How do I reach the third one?",
                "PERSON_DETAILS | Can you give me more details on the first?",
                "PERSON_DETAILS | When did we last talk to Priya?",
                "PERSON_DETAILS | what's the number of the 2nd",
                "FIND_PEOPLE    | Who do we know at Northwind?",
                "FIND_PEOPLE    | search for Dana",
                "FIND_PEOPLE    | Is there anyone named Okafor in the CRM?",
                "FIND_PEOPLE    | Show all contacts from Acme Inc",
                "CREATE_PERSON  | Add Jane Doe (jane@x.example, +1 212-555-0101) from Initech to the CRM",
                "CREATE_PERSON  | new contact: John Smith, CEO of Initech",
                "UPDATE_PERSON  | Update Priya's title to CEO",
                "UPDATE_PERSON  | Set the company of Jane Doe to Initech",
                "UPDATE_PERSON  | Tag Dana as vip",
                "FIND_DEALS     | What's closing next week?",
                "FIND_DEALS     | Show me deals over $50,000",
                "FIND_DEALS     | How much is Dana's deal worth?",
                "FIND_DEALS     | When does it close?",
                "FIND_DEALS     | What did we win last month?",
                "FIND_DEALS     | What is the status of the Fleet tracking rollout?",
                "CREATE_DEAL    | Log a $10k opportunity with Jane Doe",
                "CREATE_DEAL    | Add a deal for Northwind worth $25,000",
                "FREE_TIME      | Am I available on Tuesday at 2pm?",
                "FREE_TIME      | Which slots are open tomorrow?",
                "BOOK           | Please set up a 30 minute call with Tomás Herrera on Monday at 9:30",
                "BOOK           | Can you put a call with the second one in my calendar for tomorrow afternoon?",
                "APPOINTMENTS   | Do I have meetings tomorrow?",
                "APPOINTMENTS   | When am I meeting Dana?",
                "SEND_EMAIL     | Email Dana that the contract is ready",
                "SEND_EMAIL     | Write to Priya that I will call her tomorrow",
                "SEND_EMAIL     | send an email to jane@x.example with subject \"Hello\" saying \"See you tomorrow\"",
                "TALK           | hey",
                "TALK           | ok cool",
                "TALK           | Which model are you?",
                "TALK           | What is the meaning of life?",
                "TALK           | How tall is the Eiffel tower?",
                "TALK           | Write a limerick about summer",
                "TALK           | asdf qwer",
                "TALK           | 🙂",
            })
    void areTakenForWhatTheyAsk(Capability capability, String question) {
        Mentions mentions = Mentions.in(question, ZonedDateTime.parse("2026-11-20T09:00:00Z"), KNOWN);

        assertThat(QUESTIONS.meaningOf(mentions).capability()).isEqualTo(capability);
    }

    @ParameterizedTest
    @CsvSource({
        "Who should I call today?",
        "Which appointments do I have?",
        "What is in the email that Dana sent?",
        "Am I free for a call tomorrow?",
    })
    void aQuestionIsNeverTakenForAnOrder(String question) {
        Mentions mentions = Mentions.in(question, ZonedDateTime.parse("2026-11-20T09:00:00Z"), KNOWN);

        assertThat(QUESTIONS.meaningOf(mentions).capability().acts()).isFalse();
    }
}
