package dev.spectrum.outreach.leads;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.domain.KnownLeads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Adds and changes leads one by one, with their score, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class SaveLead {

    private final Leads leads;
    private final ScoreLeads scoreLeads;
    private final Activities activities;
    private final UnsubscribedLeads unsubscribed;
    private final Outbox outbox;

    SaveLead(Leads leads, ScoreLeads scoreLeads, Activities activities, UnsubscribedLeads unsubscribed, Outbox outbox) {
        this.leads = leads;
        this.scoreLeads = scoreLeads;
        this.activities = activities;
        this.unsubscribed = unsubscribed;
        this.outbox = outbox;
    }

    /** What came of it. */
    public sealed interface Result {}

    public record Saved(Lead lead) implements Result {}

    /** There is such a lead already; nothing was saved. */
    public record Duplicate(KnownLeads.Match match) implements Result {}

    public Uni<Result> add(UUID tenantId, LeadProfile profile) {
        return duplicate(tenantId, profile, Optional.empty())
                .chain(duplicate -> duplicate
                        .<Uni<Result>>map(match -> Uni.createFrom().item(new Duplicate(match)))
                        .orElseGet(() -> create(tenantId, profile).map(Saved::new)));
    }

    public Uni<Result> change(Lead lead, LeadProfile profile) {
        return duplicate(lead.tenantId(), profile, Optional.of(lead.id()))
                .chain(duplicate -> duplicate
                        .<Uni<Result>>map(match -> Uni.createFrom().item(new Duplicate(match)))
                        .orElseGet(() -> rescore(lead, profile).map(Saved::new)));
    }

    /** Hides the lead; nothing more is sent to it. */
    public Uni<Void> delete(Lead lead) {
        return (lead.status() == LeadStatus.UNSUBSCRIBED
                        // At addresses, perhaps, that it got since.
                        ? unsubscribed.remember(lead)
                        : Uni.createFrom().voidItem())
                .chain(() -> leads.delete(lead.id()))
                .chain(() -> activities.add(
                        lead.tenantId(), List.of(NewActivity.ofLead(ActivityType.LEAD_DELETED, lead.id(), Map.of()))))
                .chain(() -> outbox.add(LeadEvents.changed(lead, LeadChange.DELETED)));
    }

    /** Shows a deleted lead again, unless somebody has taken its place. */
    public Uni<Result> restore(Lead lead) {
        return duplicate(lead.tenantId(), lead.profile(), Optional.of(lead.id()))
                .chain(duplicate -> duplicate
                        .<Uni<Result>>map(match -> Uni.createFrom().item(new Duplicate(match)))
                        .orElseGet(() -> leads.restore(lead.id())
                                .call(restored -> activities.add(
                                        lead.tenantId(),
                                        List.of(NewActivity.ofLead(ActivityType.LEAD_RESTORED, lead.id(), Map.of()))))
                                .call(restored -> outbox.add(LeadEvents.changed(restored, LeadChange.RESTORED)))
                                .map(Saved::new)));
    }

    private Uni<Optional<KnownLeads.Match>> duplicate(UUID tenantId, LeadProfile profile, Optional<UUID> itself) {
        return leads.lockAgainstDuplicates(tenantId)
                .chain(() -> leads.sharingAKeyWith(List.of(profile)))
                .map(found -> found.stream()
                        .filter(lead -> itself.filter(lead.id()::equals).isEmpty())
                        .toList())
                .map(others -> new KnownLeads(others).find(profile));
    }

    private Uni<Lead> create(UUID tenantId, LeadProfile profile) {
        return scoreLeads.scorer().chain(scorer -> {
            Instant now = Instant.now();
            Lead lead = new Lead(
                    tenantId,
                    UuidCreator.getTimeOrderedEpoch(),
                    profile,
                    LeadStatus.SCORED,
                    scorer.score(profile, LeadStatus.SCORED),
                    now,
                    now,
                    0);
            Activity created = NewActivity.ofLead(ActivityType.LEAD_CREATED, lead.id(), Map.of());
            return leads.add(List.of(lead))
                    .chain(() -> activities.add(tenantId, List.of(created, LeadActivities.scored(lead))))
                    .chain(() -> outbox.add(LeadEvents.changed(lead, LeadChange.CREATED), LeadEvents.scored(lead)))
                    .replaceWith(lead);
        });
    }

    private Uni<Lead> rescore(Lead lead, LeadProfile profile) {
        return scoreLeads
                .scorer()
                .map(scorer -> scorer.score(profile, lead.status()))
                .chain(score -> leads.change(lead.with(profile, score)))
                .call(changed -> tell(lead, changed));
    }

    private Uni<Void> tell(Lead before, Lead changed) {
        List<Activity> told =
                new ArrayList<>(List.of(NewActivity.ofLead(ActivityType.LEAD_CHANGED, changed.id(), Map.of())));
        List<OutgoingEvent> events = new ArrayList<>(List.of(LeadEvents.changed(changed, LeadChange.CHANGED)));
        if (changed.score().total() != before.score().total()) {
            told.add(LeadActivities.scored(changed));
            events.add(LeadEvents.scored(changed));
        }
        return activities.add(changed.tenantId(), told).chain(() -> outbox.add(events));
    }
}
