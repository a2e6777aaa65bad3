package dev.spectrum.gateway.email.domain;

import java.util.UUID;
import java.util.regex.Pattern;

/** A Message-ID, {@code <left@right>}, as RFC 5322 has it. */
public record MessageId(String value) {

    private static final Pattern FORM = Pattern.compile("<[!-;=?A-~]+@[!-;=?A-~]+>");

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidMail("Must be a Message-ID such as <id@example.com>.");
        }
    }

    /** The one of a message that is sent by this call. */
    public static MessageId of(UUID callId, String domain) {
        return new MessageId("<" + callId + "@" + domain + ">");
    }
}
