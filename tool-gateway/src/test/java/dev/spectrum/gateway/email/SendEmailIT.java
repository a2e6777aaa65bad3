package dev.spectrum.gateway.email;

import static dev.spectrum.gateway.Gateway.asService;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.MailForTests;
import dev.spectrum.gateway.MailForTests.Door;
import dev.spectrum.servers.Mail;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendEmailIT {

    @BeforeEach
    void mailWorks() {
        MailForTests.reset(Door.OPEN);
    }

    @Test
    void sendsTextAndHtmlInItsThread() {
        JsonNode sent = result(
                ACME_MEMBER,
                "send_email",
                Map.of(
                        "from", "Sam Rivers <sam@acme.test>",
                        "to", List.of("Dana Whitfield <dana@example.com>"),
                        "subject", "Re: A question",
                        "text", "Hi Dana,\r\nhow are you?\n.\nSam",
                        "html", "<p>Hi Dana</p>",
                        "message_id", "<second@acme.test>",
                        "in_reply_to", "<first@acme.test>",
                        "references", List.of("<zeroth@acme.test>", "<first@acme.test>"),
                        "headers",
                                Map.of(
                                        "List-Unsubscribe", "<https://acme.test/u/1>, <mailto:u@acme.test>",
                                        "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")));

        Mail mail = MailForTests.awaitMessage(message -> message.to().equals("dana@example.com"));
        assertThat(mail.from()).isEqualTo("sam@acme.test");
        assertThat(mail.subject()).isEqualTo("Re: A question");
        assertThat(mail.text()).isEqualToNormalizingNewlines("Hi Dana,\nhow are you?\n.\nSam");
        assertThat(mail.html()).isEqualToNormalizingNewlines("<p>Hi Dana</p>");
        assertThat(mail.headers())
                .containsEntry("Message-ID", "<second@acme.test>")
                .containsEntry("In-Reply-To", "<first@acme.test>")
                .containsEntry("References", "<zeroth@acme.test> <first@acme.test>")
                .containsEntry("From", "\"Sam Rivers\" <sam@acme.test>")
                .containsEntry("To", "\"Dana Whitfield\" <dana@example.com>")
                .containsEntry("List-Unsubscribe", "<https://acme.test/u/1>, <mailto:u@acme.test>")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .containsKey("Date");
        assertThat(sent.get("message_id").asText()).isEqualTo("<second@acme.test>");
        assertThat(sent.get("to")).extracting(JsonNode::asText).containsExactly("dana@example.com");
    }

    @Test
    void everyLanguageArrivesAsItWasWritten() {
        String subject = "Grüße aus Köln 🚀 — " + "日本語のとても長い件名 ".repeat(8).strip();
        String text = "Zażółć gęślą jaźń 🎉\n" + "long ".repeat(500);
        send(Map.of("subject", subject, "text", text, "from", "Tomás Herrera <tomas@acme.test>"));

        Mail mail = MailForTests.awaitMessage(message -> true);
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).isEqualToNormalizingNewlines(text);
        assertThat(mail.headers().get("From")).contains("Tomás Herrera").contains("<tomas@acme.test>");
    }

    @Test
    void theUserIsTheSenderAndTheCallGivesTheMessageId() {
        JsonNode sent = send(Map.of("subject", "Hi", "in_reply_to", "<first@example.com>"));

        Mail mail = MailForTests.awaitMessage(message -> true);
        assertThat(mail.headers().get("From")).isEqualTo("\"Acme Member\" <member@acme.test>");
        assertThat(mail.headers().get("Message-ID"))
                .isEqualTo(sent.get("message_id").asText())
                .matches("<[0-9a-f-]{36}@acme.test>");
        assertThat(mail.headers().get("References")).isEqualTo("<first@example.com>");
    }

    @Test
    void reachesUpToFiftyRecipients() {
        List<String> fifty = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> "Recipient Number " + i + " <recipient" + i + "@example.com>")
                .toList();
        send(Map.of("to", fifty));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> MailForTests.messages().size() == 50);

        assertThat(wrong(Map.of("to", Collections.nCopies(51, "a@example.com"))))
                .containsExactly("/to");
        assertThat(wrong(Map.of("to", List.of()))).containsExactly("/to");
    }

    @Test
    void nothingBreaksOutOfAHeader() {
        String evil = "x\r\nBcc: victim@example.com";
        assertThat(wrong(Map.of("subject", evil))).containsExactly("/subject");
        assertThat(wrong(Map.of("subject", "x\nBcc: victim@example.com"))).containsExactly("/subject");
        assertThat(wrong(Map.of("subject", "x\rBcc: victim@example.com"))).containsExactly("/subject");
        assertThat(wrong(Map.of("from", evil + " <sam@acme.test>"))).containsExactly("/from");
        assertThat(wrong(Map.of("from", "sam@acme.test>\r\nRCPT TO:<victim@example.com")))
                .containsExactly("/from");
        assertThat(wrong(Map.of("to", List.of("ok@example.com", "dana@example.com\r\nBcc: victim@example.com"))))
                .containsExactly("/to/1");
        assertThat(wrong(Map.of("message_id", "<a@b>\r\nBcc: victim@example.com")))
                .containsExactly("/message_id");
        assertThat(wrong(Map.of("in_reply_to", "<a@b>\nX: y"))).containsExactly("/in_reply_to");
        assertThat(wrong(Map.of("references", List.of("<a@b>", "<a@b>\r\n\r\nbody"))))
                .containsExactly("/references/1");
        assertThat(wrong(Map.of("headers", Map.of("List-Unsubscribe", "<mailto:a@b>\r\nBcc: victim@example.com"))))
                .containsExactly("/headers/List-Unsubscribe");
        assertThat(wrong(Map.of("headers", Map.of("List-Unsubscribe", "<mailto:a@b>\n"))))
                .containsExactly("/headers/List-Unsubscribe");
        assertThat(wrong(Map.of("headers", Map.of("Bcc", "victim@example.com"))))
                .containsExactly("/headers/Bcc");
        assertThat(wrong(Map.of("headers", Map.of("List-Id: x\r\nBcc", "victim@example.com"))))
                .containsExactly("/headers/List-Id: x\r\nBcc");
        assertThat(MailForTests.messages()).isEmpty();
    }

    @Test
    void namesWhatIsMissing() {
        Map<String, Object> empty = new HashMap<>(Map.of("to", List.of("a@example.com"), "subject", "x"));
        assertThat(error(ACME_MEMBER, "send_email", empty)
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/text");
        assertThat(error(ACME_MEMBER, "send_email", Map.of()).get("errors"))
                .extracting(wrong -> wrong.get("pointer").asText())
                .containsExactlyInAnyOrder("/to", "/subject");
        empty.put("text", "x");
        assertThat(error(asService("outreach-service"), "send_email", empty)
                        .at("/errors/0/pointer")
                        .asText())
                .as("a service has no address of its own")
                .isEqualTo("/from");
        assertThat(wrong(Map.of("to", List.of("nobody")))).containsExactly("/to/0");
    }

    @Test
    void saysWhatTheMailServerSaid() {
        MailForTests.reset(Door.REFUSES_RECIPIENTS);
        JsonNode refused = error(ACME_MEMBER, "send_email", mail(Map.of()));
        assertThat(refused.get("error").asText()).isEqualTo("mail-refused");
        assertThat(refused.get("message").asText()).contains("No such mailbox");
        assertThat(refused.get("retryable").asBoolean()).isFalse();

        MailForTests.reset(Door.DEFERS_RECIPIENTS);
        assertThat(error(ACME_MEMBER, "send_email", mail(Map.of()))
                        .get("retryable")
                        .asBoolean())
                .isTrue();
        assertThat(MailForTests.messages()).isEmpty();
    }

    @Test
    void whatAServerHangsUpOnBeforeItWasSaidMayBeSentAgain() {
        MailForTests.reset(Door.CLOSES_BEFORE_THE_MESSAGE);
        JsonNode failed = error(ACME_MEMBER, "send_email", mail(Map.of()));
        assertThat(failed.get("error").asText()).isEqualTo("mail-server-away");
        assertThat(failed.get("retryable").asBoolean()).isTrue();
    }

    @Test
    void aMailServerThatIsDownIsLeftAloneForAMoment() {
        MailForTests.reset(Door.SHUT);
        Set<String> messages = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            JsonNode failed = error(ACME_MEMBER, "send_email", mail(Map.of()));
            assertThat(failed.get("error").asText()).isEqualTo("mail-server-away");
            assertThat(failed.get("retryable").asBoolean()).isTrue();
            messages.add(failed.get("message").asText());
        }
        assertThat(messages)
                .containsExactly(
                        "The mail server could not be reached.",
                        "The mail server failed several times and is left alone for a moment.");

        MailForTests.reset(Door.OPEN);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> send(Map.of()));
    }

    private static JsonNode send(Map<String, ?> fields) {
        return result(ACME_MEMBER, "send_email", mail(fields));
    }

    private static List<String> wrong(Map<String, ?> fields) {
        return error(ACME_MEMBER, "send_email", mail(fields)).get("errors").findValuesAsText("pointer");
    }

    private static Map<String, Object> mail(Map<String, ?> fields) {
        Map<String, Object> mail =
                new HashMap<>(Map.of("to", List.of("dana@example.com"), "subject", "Hello", "text", "Hi"));
        mail.putAll(fields);
        return mail;
    }
}
