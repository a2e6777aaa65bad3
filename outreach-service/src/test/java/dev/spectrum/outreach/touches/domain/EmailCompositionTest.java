package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.campaigns.domain.Placeholder;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.leads.domain.Profiles;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Pace;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmailCompositionTest {

    private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-0000000000aa");
    private static final String URL = "https://spectrum.test/unsubscribe/abc";
    private static final SenderSettings SENDER = new Facts().sender().settings();

    @Test
    void theFirstMessageBeginsAThread() {
        OutgoingMessage message = compose("Hello", List.of());
        assertThat(message.from()).isEqualTo("\"Sam \\\"S\\\" Rivers\" <sam@acme.test>");
        assertThat(message.to()).isEqualTo("ann@initech.test");
        assertThat(message.messageId()).isEqualTo("<" + ID + "@acme.test>");
        assertThat(message.inReplyTo()).isNull();
        assertThat(message.references()).isEmpty();
    }

    @Test
    void aLaterMessageAnswersTheLastAndNamesTheWholeThread() {
        OutgoingMessage message = compose("Hello", List.of("<1@acme.test>", "<2@acme.test>"));
        assertThat(message.inReplyTo()).isEqualTo("<2@acme.test>");
        assertThat(message.references()).containsExactly("<1@acme.test>", "<2@acme.test>");
    }

    @Test
    void ofAThreadWithoutEndTheFirstAndTheLastAreNamed() {
        List<String> thread = new ArrayList<>();
        for (int i = 1; i <= 80; i++) {
            thread.add("<" + i + "@acme.test>");
        }
        assertThat(compose("Hello", thread).references())
                .hasSize(50)
                .startsWith("<1@acme.test>", "<32@acme.test>")
                .endsWith("<80@acme.test>");
    }

    @Test
    void everyMessageCanBeUnsubscribedFromWithOneClick() {
        OutgoingMessage message = compose("Hello", List.of());
        assertThat(message.headers())
                .isEqualTo(Map.of(
                        "List-Unsubscribe", "<" + URL + ">", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        assertThat(message.text()).endsWith("\n\n--\nUnsubscribe: " + URL + "\n1 Main St\nSpringfield\n");
        assertThat(message.html())
                .contains("<a href=\"" + URL + "\">Unsubscribe</a><br>\n1 Main St<br>\nSpringfield</p>");
    }

    @Test
    void theHtmlSaysTheSameAndRunsNothing() {
        OutgoingMessage message = compose("Dear <b>Ann</b>,\nhow's \"it\"?\n\n\n<script>alert(1)</script>", List.of());
        assertThat(message.html())
                .contains("<p>Dear &lt;b&gt;Ann&lt;/b&gt;,<br>\nhow&#39;s &quot;it&quot;?</p>")
                .contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
                .doesNotContain("<script");
    }

    @Test
    void aLineBreakInAFieldBeginsNoHeader() {
        Personalisation content = Personalisation.of(
                StepText.template("Hello {{first_name}}\r\nBcc: all@x.test", "{{first_name}}"),
                Profiles.named("Ann\r\nBcc: eve@x.test", ""),
                SENDER);
        assertThat(content.subject()).isEqualTo("Hello Ann Bcc: eve@x.test Bcc: all@x.test");
        assertThat(content.body()).isEqualTo("Ann Bcc: eve@x.test");
    }

    @Test
    void everyPlaceholderIsFilledFromSomewhere() {
        for (Placeholder placeholder : Placeholder.values()) {
            Personalisation content = Personalisation.of(
                    StepText.template("x", "{{" + placeholder.word() + "|default}}"),
                    Profiles.named("Ann", "Lee"),
                    SENDER);
            assertThat(content.missing()).as(placeholder.word()).isEmpty();
        }
    }

    @Test
    void aDomainOfAnotherScriptTravelsAsAscii() {
        SenderSettings sender = new SenderSettings(
                Channel.EMAIL,
                "sam@müller.test",
                "",
                Optional.empty(),
                50,
                Optional.empty(),
                Pace.NONE,
                Optional.empty());
        OutgoingMessage message = EmailComposition.compose(
                ID,
                sender,
                "ann@bücher.test",
                new Personalisation("s", "b", Set.of()),
                List.of(),
                new EmailFooter("", URL),
                LinkWriter.NONE);
        assertThat(message.from()).isEqualTo("sam@xn--mller-kva.test");
        assertThat(message.to()).isEqualTo("ann@xn--bcher-kva.test");
        assertThat(message.messageId()).endsWith("@xn--mller-kva.test>");
    }

    @Test
    void addressesOfTheWebBecomeLinksThatShowWhereTheyLead() {
        String html = compose("See https://acme.test/a?b=1&c=2. Or (http://x.test)?", List.of())
                .html();
        assertThat(html)
                .contains("<a href=\"https://acme.test/a?b=1&amp;c=2\">https://acme.test/a?b=1&amp;c=2</a>. Or (")
                .contains("<a href=\"http://x.test\">http://x.test</a>)?")
                .doesNotContain("<img");
    }

    @Test
    void whatIsTrackedLeadsElsewhereAndTheTextSaysWhere() {
        LinkWriter tracked =
                new LinkWriter(link -> "https://go.test/t/" + link.length(), Optional.of("https://go.test/t/p"));
        OutgoingMessage message = compose("See https://acme.test/a.", List.of(), tracked);
        assertThat(message.text()).startsWith("See https://acme.test/a.");
        assertThat(message.html())
                .contains("<a href=\"https://go.test/t/19\">https://acme.test/a</a>.")
                .contains("<img src=\"https://go.test/t/p\" width=\"1\" height=\"1\" alt=\"\">")
                .contains("href=\"" + URL + "\"");
    }

    private static OutgoingMessage compose(String body, List<String> thread) {
        return compose(body, thread, LinkWriter.NONE);
    }

    private static OutgoingMessage compose(String body, List<String> thread, LinkWriter links) {
        return EmailComposition.compose(
                ID,
                SENDER,
                "ann@initech.test",
                new Personalisation("Subject", body, Set.of()),
                thread,
                new EmailFooter("1 Main St\nSpringfield", URL),
                links);
    }
}
