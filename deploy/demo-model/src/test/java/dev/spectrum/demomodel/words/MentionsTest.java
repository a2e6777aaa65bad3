package dev.spectrum.demomodel.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T09:00:00Z");
    private static final KnownNames KNOWN = new KnownNames(
            List.of("Dana Whitfield", "Tomás Herrera", "Mark Olsen"),
            List.of("Northwind Logistics"),
            List.of("Fleet tracking rollout"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Book a call with Jane Doe tomorrow             | Jane Doe",
                "Jane Doe's phone?                              | Jane Doe",
                "Who is Anne-Marie O'Neill?                     | Anne-Marie O'Neill",
                "Tell me about Pieter van der Berg              | Pieter van der Berg",
                "Create a contact Jürgen Müller j@x.example     | Jürgen Müller",
                "create a contact jane doe jane@x.example       | jane doe",
                "What is Dana's number?                         | Dana Whitfield",
                "call dana whitfield                            | Dana Whitfield",
                "Email Tomás that it is ready                   | Tomás Herrera",
                "Mark Dana as a customer                        | Dana Whitfield",
                "What is Mark's email?                          | Mark Olsen",
            })
    void findsAPersonsName(String question, String name) {
        assertThat(Mentions.in(question, NOW, KNOWN).people()).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Find contacts at Northwind              | Northwind Logistics",
                "Find contacts at Contoso                | Contoso",
                "List people from Smith & Sons           | Smith & Sons",
                "Add Müller GmbH                         | Müller GmbH",
                "new contact: a CEO of Initech           | Initech",
            })
    void findsACompanysName(String question, String company) {
        assertThat(Mentions.in(question, NOW, KNOWN).companies()).containsExactly(company);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Who should I call today?",
                "What is the phone number of the second one?",
                "Tell me more about her",
                "Find all CEOs in the CRM",
                "Which deals close this month?",
                "book a call with her tomorrow",
                "Send an email to the second one",
                "When is the Fleet tracking rollout due?",
            })
    void takesNoOtherWordForAName(String question) {
        assertThat(Mentions.in(question, NOW, KNOWN).people()).isEmpty();
    }

    @Test
    void doesNotChooseBetweenTwoOfTheSameFirstName() {
        KnownNames twoDanas = new KnownNames(List.of("Dana Whitfield", "Dana Reed"), List.of(), List.of());

        assertThat(Mentions.in("Call Dana", NOW, twoDanas).people()).containsExactly("Dana");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worth $25,000            | 25000",
                "worth $25k               | 25000",
                "for 1.5 million dollars  | 1500000",
                "worth 12000              | 12000",
                "12k usd                  | 12000",
                "over €9,600.50           | 9600.50",
            })
    void readsMoney(String words, BigDecimal amount) {
        assertThat(Mentions.in(words, NOW, KNOWN).amounts())
                .hasSize(1)
                .first()
                .satisfies(found -> assertThat(found).isEqualByComparingTo(amount));
    }

    @ParameterizedTest
    @CsvSource({
        "+1 312-555-0142",
        "+44 7700 900417",
        "(312) 555-0142",
        "312-555-0142",
        "0061491570156",
        "+49 (30) 23125-417"
    })
    void readsPhones(String phone) {
        assertThat(Mentions.in("Her number is " + phone + ", note it", NOW, KNOWN)
                        .phones())
                .containsExactly(phone);
    }

    @Test
    void understandsNothingTwice() {
        Mentions mentions = Mentions.in(
                "Email dana.may@northwind.example the \"Second Draft\" from https://x.example/May on 2026-12-01",
                NOW,
                KNOWN);

        assertThat(mentions.emails()).containsExactly("dana.may@northwind.example");
        assertThat(mentions.quoted()).containsExactly("Second Draft");
        assertThat(mentions.links()).containsExactly("https://x.example/May");
        assertThat(mentions.phones()).isEmpty();
        assertThat(mentions.people()).isEmpty();
    }

    @Test
    void saysTheQuestionInGeneralWords() {
        assertThat(Mentions.in("Add a $10k deal for Dana at Northwind, dana@x.example", NOW, KNOWN)
                        .inGeneralWords())
                .isEqualTo("Add a an amount deal for someone at this company, an email address");
    }

    @Test
    void aReplyCorrectsWhatWasSaidBefore() {
        Mentions question = Mentions.in("Book a call with Dana tomorrow at 3pm", NOW, KNOWN);
        Mentions reply = Mentions.in("at 4pm", NOW, KNOWN);

        When when = question.answeredBy(reply, "").when();

        assertThat(when.moment(NOW)).contains(ZonedDateTime.parse("2026-11-21T16:00:00Z"));
    }
}
