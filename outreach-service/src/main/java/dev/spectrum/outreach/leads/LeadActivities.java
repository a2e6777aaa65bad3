package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.domain.Lead;
import java.util.Locale;
import java.util.Map;

/** What the timeline shows of a lead itself. */
public final class LeadActivities {

    private LeadActivities() {}

    public static Activity scored(Lead lead) {
        return NewActivity.ofLead(ActivityType.LEAD_SCORED, lead.id(), score(lead));
    }

    /** The score as an activity's details. */
    public static Map<String, Object> score(Lead lead) {
        return Map.of(
                "als_score",
                lead.score().total(),
                "als_tier",
                lead.score().tier().name().toLowerCase(Locale.ROOT));
    }
}
