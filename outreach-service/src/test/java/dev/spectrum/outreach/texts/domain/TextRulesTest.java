package dev.spectrum.outreach.texts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.campaigns.domain.AgentText;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.leads.domain.Profiles;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    private static TextBrief brief(StepChannel channel) {
        return new TextBrief(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new AgentText("sales", "Offer https://acme.test/demo or +44 20 7946 0000."),
                channel,
                "Hello Ann",
                "Write to sam@acme.test.",
                "Sam",
                Profiles.named("Ann", "Lee"));
    }

    private static TextAnswer.Written text(String body) {
        return new TextAnswer.Written("run", "Hello", body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See https://acme.test/demo, Ann.",
                "Write to sam@acme.test or call +44 20 7946 0000.",
                "You are 25 people, since 2019.",
                "It costs nothing. Really."
            })
    void whatIsGivenIsNotDoubted(String body) {
        assertThat(TextRules.doubts(brief(StepChannel.EMAIL), text(body))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            See https://evil.test/x              | It leads to evil.test.
            Visit www.Evil.co.uk today           | It leads to www.Evil.co.uk.
            Write to me@evil.test                | It leads to evil.test.
            Call +1 415 555 0100                 | It names the number +1 415 555 0100.
            Dear [Name], how are you?            | It has a hole: [Name]
            Dear {{first_name}}                  | It has a hole: {{
            Dear <first name>                    | It has a hole: <first name>
            """)
    void whatNobodyGaveItIsDoubted(String body, String doubt) {
        assertThat(TextRules.doubts(brief(StepChannel.EMAIL), text(body))).contains(doubt);
    }

    @Test
    void whatCanNotBeSentIsNoText() {
        assertThat(TextRules.fault(brief(StepChannel.EMAIL), text(" "))).isPresent();
        assertThat(TextRules.fault(brief(StepChannel.EMAIL), text("x".repeat(10_001))))
                .isPresent();
        assertThat(TextRules.fault(brief(StepChannel.SMS), text("x".repeat(1_601))))
                .isPresent();
        assertThat(TextRules.fault(brief(StepChannel.EMAIL), new TextAnswer.Written("run", "", "x")))
                .isPresent();
        assertThat(TextRules.fault(brief(StepChannel.SMS), new TextAnswer.Written("run", "", "x")))
                .isEmpty();
    }

    @Test
    void aSubjectIsOneLineAndATextHasNoControlCharacters() {
        TextAnswer.Written tidied = TextRules.tidied(
                new TextAnswer.Written("run", "Hi\r\nBcc: all@x.test", " Dear Ann,\r\n\r\nhow\u0000 are you? "));
        assertThat(tidied.subject()).isEqualTo("Hi Bcc: all@x.test");
        assertThat(tidied.body()).isEqualTo("Dear Ann,\n\nhow  are you?");
    }
}
