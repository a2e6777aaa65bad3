package dev.spectrum.gateway.email.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message about to leave. Nothing in it can break out of a header.
 *
 * @param text in plain text; this, html or both
 * @param references the thread so far, the oldest first
 * @param headers further ones, by name
 */
public record OutgoingMail(
        MessageId messageId,
        MailAddress from,
        List<MailAddress> to,
        String subject,
        Optional<String> text,
        Optional<String> html,
        Optional<MessageId> inReplyTo,
        List<MessageId> references,
        Map<String, String> headers) {}
