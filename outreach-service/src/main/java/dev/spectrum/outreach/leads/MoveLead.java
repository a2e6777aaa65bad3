package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Brings a lead to another place of its lifecycle, scores it again (a bounce costs points) and tells everybody: for whatever
 * happens to a lead, be it by a person or by an event. Within the tenant's transaction; the lead's row is locked until its end.
 */
@ApplicationScoped
public class MoveLead {

    private final Leads leads;
    private final ScoreLeads scoreLeads;
    private final Activities activities;
    private final UnsubscribedLeads unsubscribed;
    private final Outbox outbox;

    MoveLead(Leads leads, ScoreLeads scoreLeads, Activities activities, UnsubscribedLeads unsubscribed, Outbox outbox) {
        this.leads = leads;
        this.scoreLeads = scoreLeads;
        this.activities = activities;
        this.unsubscribed = unsubscribed;
        this.outbox = outbox;
    }

    /** What came of it. */
    public sealed interface Result {

        /** @param lead as it is now */
        record Moved(Lead lead) implements Result {}

        /** It was there already; nothing is told again. */
        record Unchanged(Lead lead) implements Result {}

        /** From where it is, it may not go there. */
        record Refused(Lead lead) implements Result {}

        /** There is no such lead any more. */
        record Gone() implements Result {}
    }

    /** @param why what the timeline shows of it; kept only if the lead moves */
    public Uni<Result> move(UUID leadId, LeadStatus next, Activity why) {
        return leads.lock(leadId)
                .chain(found -> found.map(lead -> move(lead, next, why))
                        .orElseGet(() -> Uni.createFrom().item(new Result.Gone())));
    }

    private Uni<Result> move(Lead lead, LeadStatus next, Activity why) {
        if (lead.status() == next) {
            return Uni.createFrom().item(new Result.Unchanged(lead));
        }
        if (!lead.status().mayBecome(next)) {
            return Uni.createFrom().item(new Result.Refused(lead));
        }
        return scoreLeads
                .scorer()
                .map(scorer -> scorer.score(lead.profile(), next))
                .chain(score -> leads.change(lead.with(next, score)))
                .call(moved -> tell(lead, moved, why))
                .call(moved -> next == LeadStatus.UNSUBSCRIBED
                        ? unsubscribed.remember(moved)
                        : Uni.createFrom().voidItem())
                .map(Result.Moved::new);
    }

    private Uni<Void> tell(Lead before, Lead moved, Activity why) {
        List<Activity> told = new ArrayList<>(List.of(why));
        List<OutgoingEvent> events = new ArrayList<>(List.of(LeadEvents.changed(moved, LeadChange.MOVED)));
        if (moved.status() == LeadStatus.CONVERTED) {
            events.add(LeadEvents.converted(moved));
        }
        if (moved.score().total() != before.score().total()) {
            told.add(LeadActivities.scored(moved));
            events.add(LeadEvents.scored(moved));
        }
        return activities.add(moved.tenantId(), told).chain(() -> outbox.add(events));
    }
}
