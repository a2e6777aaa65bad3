package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailSinkIT {
    private static TemporaryServer<MailSink> mail;

    @BeforeAll
    static void start() {
        mail = TemporaryServer.mail();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @BeforeEach
    void forget() throws IOException {
        mail.server().forgetMessages();
    }

    @Test
    void showsAMessageDecoded() throws Exception {
        var message = message("zoë@example.test", "Grüße aus Köln");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.setText("Hallo Zoë,\r\nbis morgen", "UTF-8");
        Transport.send(message);

        assertThat(mail.server().messages()).singleElement().satisfies(received -> {
            assertThat(received.from()).isEqualTo("sales@acme.test");
            assertThat(received.to()).isEqualTo("zoë@example.test");
            assertThat(received.subject()).isEqualTo("Grüße aus Köln");
            assertThat(received.headers())
                    .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                    .containsEntry("Subject", "Grüße aus Köln")
                    .containsKey("Message-ID");
            assertThat(received.text()).isEqualToNormalizingNewlines("Hallo Zoë,\nbis morgen");
            assertThat(received.html()).isNull();
        });
    }

    @Test
    void tellsTextFromHtml() throws Exception {
        var text = new MimeBodyPart();
        text.setText("plain", "UTF-8");
        var html = new MimeBodyPart();
        html.setText("<b>rich</b>", "UTF-8", "html");
        var message = message("ann@example.test", "Both");
        message.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(message);

        assertThat(mail.server().messages()).singleElement().satisfies(received -> {
            assertThat(received.text()).isEqualTo("plain");
            assertThat(received.html()).isEqualTo("<b>rich</b>");
        });
    }

    @Test
    void showsTheNewestLastAndForgetsOnRequest() throws Exception {
        send("one@example.test", "first");
        send("two@example.test", "second");
        assertThat(mail.server().messages()).extracting(Mail::subject).containsExactly("first", "second");

        mail.server().forgetMessages();
        assertThat(mail.server().messages()).isEmpty();
    }

    private static void send(String recipient, String subject) throws MessagingException {
        var message = message(recipient, subject);
        message.setText("text");
        Transport.send(message);
    }

    private static MimeMessage message(String recipient, String subject) throws MessagingException {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", Integer.toString(mail.server().smtpPort()));
        settings.setProperty("mail.mime.allowutf8", "true");
        var message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("sales@acme.test"));
        message.setRecipient(RecipientType.TO, new InternetAddress(recipient));
        message.setSubject(subject, "UTF-8");
        return message;
    }
}
