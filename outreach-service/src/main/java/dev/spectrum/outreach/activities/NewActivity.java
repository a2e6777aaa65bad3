package dev.spectrum.outreach.activities;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Makes activities that happen now. */
public final class NewActivity {

    private NewActivity() {}

    public static Activity ofLead(ActivityType type, UUID leadId, Map<String, Object> details) {
        return new Activity(UuidCreator.getTimeOrderedEpoch(), type, leadId, null, null, details, Instant.now());
    }

    public static Activity ofTouch(
            ActivityType type, UUID leadId, UUID campaignId, UUID touchId, Map<String, Object> details) {
        return new Activity(
                UuidCreator.getTimeOrderedEpoch(), type, leadId, campaignId, touchId, details, Instant.now());
    }
}
