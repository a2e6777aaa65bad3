package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import java.util.Map;

/** What a lead's timeline says of its touches. */
final class TouchActivities {

    private TouchActivities() {}

    static Activity scheduled(Touch touch) {
        TouchPlan plan = touch.plan();
        return NewActivity.ofTouch(
                ActivityType.TOUCH_SCHEDULED,
                plan.leadId(),
                plan.campaignId(),
                plan.id(),
                Map.of("channel", plan.channel().word(), "due_at", plan.dueAt()));
    }
}
