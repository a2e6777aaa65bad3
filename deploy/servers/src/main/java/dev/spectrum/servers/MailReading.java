package dev.spectrum.servers;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a MIME message apart. */
final class MailReading {

    private MailReading() {}

    static Mail read(MimeMessage message, String recipient) {
        try {
            return new Mail(
                    sender(message),
                    recipient,
                    Optional.ofNullable(message.getSubject()).orElse(""),
                    headers(message),
                    content(message, "text/plain"),
                    content(message, "text/html"));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sender(MimeMessage message) throws MessagingException {
        var from = message.getFrom();
        return from != null && from.length > 0 && from[0] instanceof InternetAddress address
                ? address.getAddress()
                : "";
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException, IOException {
        var headers = new LinkedHashMap<String, String>();
        for (var header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), MimeUtility.decodeText(MimeUtility.unfold(header.getValue())));
        }
        return headers;
    }

    /** The first part of that type, however deep. */
    private static @Nullable String content(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                var found = content(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
