package dev.spectrum.gateway.email.vendor;

import dev.spectrum.gateway.email.domain.HeaderText;
import dev.spectrum.gateway.email.domain.MailAddress;
import dev.spectrum.gateway.email.domain.MessageId;
import dev.spectrum.gateway.email.domain.OutgoingMail;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A message as MIME, under the id that it was given. */
final class MessageOnTheWire extends MimeMessage {

    private static final String CHARSET = "UTF-8";

    private final OutgoingMail mail;

    MessageOnTheWire(Session session, OutgoingMail mail) throws MessagingException {
        super(session);
        this.mail = mail;
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            setHeader(header.getKey(), header.getValue());
        }
        setHeader("From", HeaderText.addresses(List.of(mail.from())));
        setHeader("To", HeaderText.addresses(mail.to()));
        setHeader("Subject", HeaderText.unstructured(mail.subject()));
        if (mail.inReplyTo().isPresent()) {
            setHeader("In-Reply-To", mail.inReplyTo().get().value());
        }
        if (!mail.references().isEmpty()) {
            setHeader(
                    "References",
                    HeaderText.words(
                            mail.references().stream().map(MessageId::value).toList()));
        }
        setSentDate(new Date());
        setContent();
        saveChanges();
    }

    private void setContent() throws MessagingException {
        if (mail.text().isPresent() && mail.html().isPresent()) {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text().get(), CHARSET);
            MimeBodyPart html = new MimeBodyPart();
            html.setText(mail.html().get(), CHARSET, "html");
            setContent(new MimeMultipart("alternative", text, html));
        } else if (mail.html().isPresent()) {
            setText(mail.html().get(), CHARSET, "html");
        } else {
            setText(mail.text().orElse(""), CHARSET);
        }
    }

    Address[] recipients() throws MessagingException {
        Address[] recipients = new Address[mail.to().size()];
        for (int i = 0; i < recipients.length; i++) {
            MailAddress to = mail.to().get(i);
            recipients[i] = new InternetAddress(to.address());
        }
        return recipients;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", mail.messageId().value());
    }
}
