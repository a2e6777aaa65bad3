package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says became of a lead; {@code scored} takes an end back. Entering a sequence is a campaign's, enriching the
 * service's own.
 *
 * @param reason what the timeline shows of it
 */
record StatusBody(
        @NotNull LeadStatus status,
        @Nullable @Size(max = 2000) String reason) {

    private static final Set<LeadStatus> BY_PEOPLE = EnumSet.of(
            LeadStatus.SCORED,
            LeadStatus.CONVERTED,
            LeadStatus.UNSUBSCRIBED,
            LeadStatus.BOUNCED,
            LeadStatus.NOT_INTERESTED);

    LeadStatus toStatus() {
        if (!BY_PEOPLE.contains(status)) {
            throw ProblemException.invalid(
                    "/status", "Must be scored, converted, unsubscribed, bounced or not_interested.");
        }
        return status;
    }

    Activity activity(Lead lead) {
        return NewActivity.ofLead(
                ActivityType.LEAD_MOVED,
                lead.id(),
                Map.of(
                        "from",
                        word(lead.status()),
                        "to",
                        word(status),
                        "reason",
                        Objects.requireNonNullElse(reason, "")));
    }

    private static String word(LeadStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
