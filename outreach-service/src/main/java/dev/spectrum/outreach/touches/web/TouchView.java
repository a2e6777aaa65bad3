package dev.spectrum.outreach.touches.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A touch as clients read it.
 *
 * @param code why it waits or ended; blank otherwise
 * @param nextAttemptAt when it is tried next; null once it ended
 * @param message what was or will be sent; null before the first attempt
 */
record TouchView(
        UUID id,
        UUID campaignId,
        int step,
        UUID leadId,
        UUID senderId,
        Channel channel,
        String variant,
        TouchStatus status,
        Instant dueAt,
        @Nullable Instant nextAttemptAt,
        int attempts,
        String code,
        String reason,
        @Nullable MessageView message,
        @Nullable Instant sentAt) {

    record MessageView(String from, String to, String subject, String text, String messageId) {

        /** Without the token of the unsubscribe link, which is the recipient's. */
        static MessageView of(OutgoingMessage message) {
            String text = message.text().replaceAll("(/unsubscribe/)[A-Za-z0-9_-]+", "$1…");
            return new MessageView(message.from(), message.to(), message.subject(), text, message.messageId());
        }
    }

    static TouchView of(Touch touch) {
        TouchPlan plan = touch.plan();
        return new TouchView(
                plan.id(),
                plan.campaignId(),
                plan.step(),
                plan.leadId(),
                plan.senderId(),
                plan.channel(),
                plan.variant(),
                touch.status(),
                plan.dueAt(),
                touch.status() == TouchStatus.SCHEDULED ? touch.claimableAt() : null,
                touch.attempts().count(),
                touch.note().code(),
                touch.note().reason(),
                touch.message().map(MessageView::of).orElse(null),
                touch.sentAt().orElse(null));
    }
}
