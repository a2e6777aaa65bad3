package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as it leaves. What its channel does not have is blank.
 *
 * @param channel null for what a person sent elsewhere
 * @param from an address or a number; of an email perhaps {@code "Name" <address>}
 * @param to the recipient's address
 * @param text the message in plain text
 * @param html the same as HTML
 * @param messageId {@code <touch id@the sender's domain>}
 * @param inReplyTo the Message-ID of the last message of the thread; null for the first
 * @param references the Message-IDs of the thread so far, the oldest first
 * @param headers further headers
 */
public record OutgoingMessage(
        @Nullable StepChannel channel,
        String from,
        String to,
        String subject,
        String text,
        String html,
        String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        Map<String, String> headers) {

    /** The gateway's tool that delivers it; empty if none does. What was written down without its channel was an email. */
    public Optional<String> tool() {
        return Objects.requireNonNullElse(channel, StepChannel.EMAIL).tool();
    }

    /** Text to somebody, over a channel that has nothing else. */
    public static OutgoingMessage text(StepChannel channel, String from, String to, String text) {
        return new OutgoingMessage(channel, from, to, "", text, "", "", null, List.of(), Map.of());
    }
}
