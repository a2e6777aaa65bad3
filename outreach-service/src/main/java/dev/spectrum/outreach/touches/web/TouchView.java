package dev.spectrum.outreach.touches.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.texts.Texts;
import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A touch as clients read it.
 *
 * @param code why it waits or ended; blank otherwise
 * @param nextAttemptAt when it is tried next; null once it ended
 * @param generated what an agent wrote for it; null if none has
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
        @Nullable GeneratedText generated,
        @Nullable Instant sentAt) {

    record MessageView(String from, String to, String subject, String text, String messageId) {

        /** Without the token of the unsubscribe link, which is the recipient's. */
        static MessageView of(OutgoingMessage message) {
            String text = message.text().replaceAll("(/unsubscribe/)[A-Za-z0-9_-]+", "$1…");
            return new MessageView(message.from(), message.to(), message.subject(), text, message.messageId());
        }
    }

    /** Within the tenant's transaction. */
    static Uni<List<TouchView>> of(List<Touch> touches, Texts texts) {
        return texts.all(touches.stream().map(Touch::id).toList())
                .map(written ->
                        touches.stream().map(touch -> of(touch, written)).toList());
    }

    private static TouchView of(Touch touch, Map<UUID, GeneratedText> texts) {
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
                texts.get(touch.id()),
                touch.sentAt().orElse(null));
    }
}
