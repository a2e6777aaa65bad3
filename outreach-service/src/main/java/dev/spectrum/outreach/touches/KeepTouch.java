package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Saves what became of a touch; where it ended, the timeline shows it and everybody is told,
 * and what follows in the sequence is planned. Within the transaction. */
@ApplicationScoped
class KeepTouch {

    private final Touches touches;
    private final Activities activities;
    private final Outbox outbox;
    private final PlanNextStep planNextStep;

    KeepTouch(Touches touches, Activities activities, Outbox outbox, PlanNextStep planNextStep) {
        this.touches = touches;
        this.activities = activities;
        this.outbox = outbox;
        this.planNextStep = planNextStep;
    }

    Uni<Void> keep(Touch touch) {
        return switch (touch.status()) {
            case SCHEDULED, HELD, AWAITING_APPROVAL, SENDING -> touches.save(touch);
            case SENT -> end(touch, ActivityType.TOUCH_SENT, TouchEvents.sent(touch));
            case SKIPPED -> end(touch, ActivityType.TOUCH_SKIPPED, TouchEvents.skipped(touch));
            case FAILED, UNKNOWN -> end(touch, ActivityType.TOUCH_FAILED, TouchEvents.failed(touch));
        };
    }

    private Uni<Void> end(Touch touch, ActivityType type, OutgoingEvent event) {
        TouchPlan plan = touch.plan();
        Activity activity = NewActivity.ofTouch(type, plan.leadId(), plan.campaignId(), plan.id(), details(touch));
        return touches.save(touch)
                .chain(() -> activities.add(plan.tenantId(), List.of(activity)))
                .chain(() -> outbox.add(event))
                .chain(() -> planNextStep.after(List.of(touch)));
    }

    private static Map<String, Object> details(Touch touch) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("channel", touch.plan().channel().word());
        if (touch.status() == TouchStatus.SENT) {
            OutgoingMessage message = touch.message().orElseThrow();
            details.put("from", message.from());
            details.put("to", message.to());
            details.put("subject", message.subject());
            details.put("message_id", message.messageId());
        } else {
            details.put("status", touch.status().word());
            details.put("code", touch.note().code());
            details.put("reason", touch.note().reason());
        }
        return details;
    }
}
