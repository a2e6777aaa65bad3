package dev.spectrum.demomodel.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.words.Mentions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Send an email to Dana about the renewal                              | The renewal            | I am writing about the renewal.",
                "Email Dana that the contract is ready                                | The contract is ready  | The contract is ready.",
                "Write to Dana about the demo saying we can start on Monday           | The demo               | We can start on Monday.",
                "Send Dana an email with subject Contract saying it is signed!        | Contract               | It is signed!",
                "Send an email to Dana with the subject \"New terms\" about the price | New terms              | I am writing about the price.",
            })
    void isWrittenInTheWordsOfWhoAsks(String question, String subject, String sentence) {
        Letter letter = letter(question).orElseThrow();

        assertThat(letter.subject()).isEqualTo(subject);
        assertThat(letter.body()).isEqualTo("Hi Dana,\n\n" + sentence + "\n\nBest regards");
    }

    @Test
    void aQuotedTextIsSentWordForWord() {
        assertThat(letter("Email dana@x.example saying \"See you tomorrow\""))
                .contains(new Letter("See you tomorrow", "See you tomorrow"));
    }

    @Test
    void nothingIsMadeUpWhereNothingIsSaid() {
        assertThat(letter("Send an email to Dana")).isEmpty();
    }

    @Test
    void aLongTextIsShortenedForTheSubjectOnly() {
        Letter letter = letter("Email Dana that "
                        + "the contract is on its way ".repeat(5).strip())
                .orElseThrow();

        assertThat(letter.subject()).hasSizeLessThan(66).endsWith(" ...");
        assertThat(letter.body()).contains("The contract is on its way the contract");
    }

    @Test
    void htmlIsEscaped() {
        assertThat(letter("Email Dana that 2 < 3").orElseThrow().html())
                .isEqualTo("<p>Hi Dana,</p><p>2 &lt; 3.</p><p>Best regards</p>");
    }

    private static Optional<Letter> letter(String question) {
        return Letter.from(Mentions.literal(question), Optional.of("Dana Whitfield"));
    }
}
