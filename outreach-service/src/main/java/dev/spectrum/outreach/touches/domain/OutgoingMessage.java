package dev.spectrum.outreach.touches.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An email as it leaves.
 *
 * @param from an address, or {@code "Name" <address>}
 * @param to the recipient's address
 * @param text the message in plain text
 * @param html the same as HTML
 * @param messageId {@code <touch id@the sender's domain>}
 * @param inReplyTo the Message-ID of the last message of the thread; null for the first
 * @param references the Message-IDs of the thread so far, the oldest first
 * @param headers further headers
 */
public record OutgoingMessage(
        String from,
        String to,
        String subject,
        String text,
        String html,
        String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        Map<String, String> headers) {}
