package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestGateway.gateway;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.outreach.TestGateway.Call;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sequence as it arrives: handed to a mail server over SMTP as the gateway does, and read from the mailbox over IMAP. */
@QuarkusTest
class MailIT {

    @Inject
    Ticks ticks;

    private final GreenMail mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    @BeforeEach
    void annHasAMailbox() {
        Database.empty();
        gateway().reset();
        mail.start();
        mail.setUser("ann@initech.test", "ann", "secret");
        gateway().answer(this::deliver);
    }

    @AfterEach
    void stop() {
        mail.stop();
        gateway().reset();
    }

    @Test
    void aSequenceArrivesAsOneThreadThatOneClickEnds() throws Exception {
        lead("Ann", "ann@initech.test");
        Map<String, Object> plan = new HashMap<>(campaign(sender("sam@acme.test"), Map.of()));
        plan.put(
                "sequence",
                List.of(
                        step("Grüße, {{first_name}}", "Dear {{first_name}},\n\nsee https://acme.test/?a=1&b=2."),
                        step("Again", "2"),
                        step("Last", "3")));
        launched(plan);
        ticks.planAndSend();
        for (int i = 0; i < 2; i++) {
            ticks.timePasses();
            ticks.send();
        }

        try (Store store = session().getStore("imap")) {
            store.connect("127.0.0.1", mail.getImap().getPort(), "ann", "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message[] messages = inbox.getMessages();
            assertThat(messages).hasSize(3);
            Message first = messages[0];
            String id = header(first, "Message-ID");
            assertThat(id).matches("<[0-9a-f-]{36}@acme\\.test>");
            assertThat(first.getHeader("In-Reply-To")).isNull();
            assertThat(first.getSubject()).isEqualTo("Grüße, Ann");
            assertThat(header(first, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
            Multipart parts = (Multipart) first.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains("see https://acme.test/?a=1&b=2.")
                    .contains("1 Main St, Springfield");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("<a href=\"https://acme.test/?a=1&amp;b=2\">")
                    .contains("1 Main St, Springfield");
            assertThat(header(messages[1], "In-Reply-To")).isEqualTo(id);
            assertThat(header(messages[2], "In-Reply-To")).isEqualTo(header(messages[1], "Message-ID"));
            assertThat(header(messages[2], "References").split("\\s+"))
                    .containsExactly(id, header(messages[1], "Message-ID"));

            String link = header(messages[2], "List-Unsubscribe").replaceAll("^<https?://[^/]+|>$", "");
            given().get(link).then().statusCode(200);
            assertThat(Database.query("select status from lead")).containsExactly("in_sequence");
            given().contentType("application/x-www-form-urlencoded")
                    .body("List-Unsubscribe=One-Click")
                    .post(link)
                    .then()
                    .statusCode(200);
            assertThat(Database.query("select status from lead")).containsExactly("unsubscribed");
        }
    }

    private static String header(Message message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        assertThat(values).as(name).hasSize(1);
        return values[0].replaceAll("\\s+", " ").strip();
    }

    private Session session() {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(mail.getSmtp().getPort()));
        return Session.getInstance(properties);
    }

    private Answer deliver(Call call) {
        try {
            Transport.send(message(call.arguments()));
            return gateway().deliver(call);
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private MimeMessage message(JsonNode arguments) throws MessagingException {
        MimeMessage message = new MimeMessage(session()) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", arguments.get("message_id").asText());
            }
        };
        message.setFrom(new InternetAddress(arguments.get("from").asText()));
        message.setRecipients(Message.RecipientType.TO, arguments.at("/to/0").asText());
        message.setSubject(arguments.get("subject").asText(), "UTF-8");
        if (arguments.has("in_reply_to")) {
            message.setHeader("In-Reply-To", arguments.get("in_reply_to").asText());
            StringBuilder references = new StringBuilder();
            arguments
                    .get("references")
                    .forEach(id -> references.append(id.asText()).append("\r\n "));
            message.setHeader("References", references.toString().strip());
        }
        for (Map.Entry<String, JsonNode> header : arguments.get("headers").properties()) {
            message.setHeader(header.getKey(), header.getValue().asText());
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(arguments.get("text").asText(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(arguments.get("html").asText(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        return message;
    }
}
