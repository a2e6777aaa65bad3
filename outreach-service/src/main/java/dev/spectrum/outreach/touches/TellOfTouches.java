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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a touch ended, the timeline shows it, everybody is told, and what follows in its sequence is planned; where the check put it off, everybody is told once for
 * each reason. Within the transaction that saves them.
 */
@ApplicationScoped
class TellOfTouches {

    private final Activities activities;
    private final Outbox outbox;
    private final PlanNextStep planNextStep;

    TellOfTouches(Activities activities, Outbox outbox, PlanNextStep planNextStep) {
        this.activities = activities;
        this.outbox = outbox;
        this.planNextStep = planNextStep;
    }

    /** @param before the same touches in the same order, as they were */
    Uni<Void> tell(List<Touch> before, List<Touch> after) {
        List<Activity> shown = new ArrayList<>();
        List<OutgoingEvent> told = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Touch touch = after.get(i);
            switch (touch.status()) {
                case SENDING -> {}
                case SCHEDULED, AWAITING_TEXT, HELD, AWAITING_APPROVAL -> {
                    boolean refused = before.get(i).status() != TouchStatus.SENDING;
                    String code = touch.note().code();
                    // A person who lets it go leaves no reason to wait.
                    if (refused
                            && !code.isBlank()
                            && !code.equals(before.get(i).note().code())) {
                        told.add(TouchEvents.putOff(touch));
                    }
                }
                case SENT -> {
                    shown.add(activity(touch, ActivityType.TOUCH_SENT));
                    told.add(TouchEvents.sent(touch));
                }
                case SKIPPED -> {
                    shown.add(activity(touch, ActivityType.TOUCH_SKIPPED));
                    told.add(TouchEvents.skipped(touch));
                }
                case FAILED, UNKNOWN -> {
                    shown.add(activity(touch, ActivityType.TOUCH_FAILED));
                    told.add(TouchEvents.failed(touch));
                }
            }
        }
        return after.isEmpty()
                ? Uni.createFrom().voidItem()
                : activities
                        .add(after.getFirst().plan().tenantId(), shown)
                        .chain(() -> outbox.addMany(told))
                        .chain(() -> planNextStep.after(after));
    }

    private static Activity activity(Touch touch, ActivityType type) {
        TouchPlan plan = touch.plan();
        return NewActivity.ofTouch(type, plan.leadId(), plan.campaignId(), plan.id(), details(touch));
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
