package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.platform.event.OutgoingEvent;
import java.time.Instant;
import java.util.UUID;

/** What is told of touches. */
final class TouchEvents {

    private record TouchScheduled(UUID touchId, UUID campaignId, UUID leadId, Channel channel, Instant dueAt) {}

    private record TouchSent(
            UUID touchId,
            UUID campaignId,
            UUID leadId,
            Channel channel,
            UUID senderId,
            String messageId,
            Instant sentAt) {}

    /** @param forGood false where it was only put off */
    private record TouchSkipped(
            UUID touchId, UUID campaignId, UUID leadId, Channel channel, String code, String reason, boolean forGood) {}

    private enum Outcome {
        REFUSED,
        UNKNOWN
    }

    private record TouchFailed(
            UUID touchId, UUID campaignId, UUID leadId, Channel channel, String reason, Outcome outcome) {}

    private TouchEvents() {}

    static OutgoingEvent scheduled(Touch touch) {
        TouchPlan plan = touch.plan();
        return event(
                plan,
                "scheduled",
                new TouchScheduled(plan.id(), plan.campaignId(), plan.leadId(), plan.channel(), plan.dueAt()));
    }

    static OutgoingEvent sent(Touch touch) {
        TouchPlan plan = touch.plan();
        return event(
                plan,
                "sent",
                new TouchSent(
                        plan.id(),
                        plan.campaignId(),
                        plan.leadId(),
                        plan.channel(),
                        plan.senderId(),
                        touch.message().map(OutgoingMessage::messageId).orElseThrow(),
                        touch.sentAt().orElseThrow()));
    }

    static OutgoingEvent skipped(Touch touch) {
        return skipped(touch, true);
    }

    /** Refused for now; it will be looked at again. */
    static OutgoingEvent putOff(Touch touch) {
        return skipped(touch, false);
    }

    private static OutgoingEvent skipped(Touch touch, boolean forGood) {
        TouchPlan plan = touch.plan();
        return event(
                plan,
                "skipped",
                new TouchSkipped(
                        plan.id(),
                        plan.campaignId(),
                        plan.leadId(),
                        plan.channel(),
                        touch.note().code(),
                        touch.note().reason(),
                        forGood));
    }

    /** Failed, or not known. */
    static OutgoingEvent failed(Touch touch) {
        TouchPlan plan = touch.plan();
        return event(
                plan,
                "failed",
                new TouchFailed(
                        plan.id(),
                        plan.campaignId(),
                        plan.leadId(),
                        plan.channel(),
                        touch.note().reason(),
                        touch.status() == TouchStatus.UNKNOWN ? Outcome.UNKNOWN : Outcome.REFUSED));
    }

    private static OutgoingEvent event(TouchPlan plan, String what, Object data) {
        return new OutgoingEvent(
                "spectrum.outreach.events",
                "dev.spectrum.outreach.touch." + what + ".v1",
                plan.tenantId(),
                plan.id().toString(),
                data);
    }
}
