package dev.spectrum.outreach.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import dev.spectrum.outreach.leads.LeadActivities;
import dev.spectrum.outreach.leads.LeadEvents;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.ScoreLeads;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings some rows of a file in: new leads are added, those already there merged, all of them scored. */
@ApplicationScoped
class ImportBatch {

    private final Imports imports;
    private final Leads leads;
    private final ScoreLeads scoreLeads;
    private final Activities activities;
    private final Outbox outbox;

    ImportBatch(Imports imports, Leads leads, ScoreLeads scoreLeads, Activities activities, Outbox outbox) {
        this.imports = imports;
        this.leads = leads;
        this.scoreLeads = scoreLeads;
        this.activities = activities;
        this.outbox = outbox;
    }

    /** @param line where it begins in the file */
    record NumberedProfile(long line, LeadProfile profile) {}

    /** Rows in the order of the file, those read and those refused. */
    record Rows(List<NumberedProfile> read, List<RefusedRow> refused) {

        int size() {
            return read.size() + refused.size();
        }
    }

    /** Within the tenant's transaction. False if the import was ended meanwhile; then nothing may be kept. */
    Uni<Boolean> save(UUID tenantId, UUID importId, Rows rows) {
        List<LeadProfile> profiles =
                rows.read().stream().map(NumberedProfile::profile).toList();
        return leads.lockAgainstDuplicates(tenantId)
                .chain(() -> leads.sharingAKeyWith(profiles))
                .chain(known ->
                        scoreLeads.scorer().map(scorer -> new Merging(tenantId, importId, known, scorer).merge(rows)))
                .call(merging -> leads.changeAll(List.copyOf(merging.changed.values())))
                .call(merging -> leads.add(List.copyOf(merging.added.values())))
                .call(merging -> activities.add(tenantId, merging.told()))
                .call(merging -> imports.refuse(tenantId, importId, rows.refused()))
                .call(merging -> outbox.add(merging.events()))
                .chain(merging -> imports.advance(importId, merging.progress(rows)));
    }

    /** What a batch comes to. A later row of the same file merges into an earlier one. */
    private static final class Merging {

        private final UUID tenantId;
        private final UUID importId;
        private final ScoreLeads.Scorer scorer;
        private final List<Lead> there;
        private final KnownLeads known;
        private final Map<UUID, Lead> added = new LinkedHashMap<>();
        private final Map<UUID, Lead> changed = new LinkedHashMap<>();
        private final List<Activity> activities = new ArrayList<>();
        private final List<OutgoingEvent> events = new ArrayList<>();
        private int merged;

        Merging(UUID tenantId, UUID importId, List<Lead> there, ScoreLeads.Scorer scorer) {
            this.tenantId = tenantId;
            this.importId = importId;
            this.scorer = scorer;
            this.there = there;
            this.known = new KnownLeads(there);
        }

        Merging merge(Rows rows) {
            for (NumberedProfile row : rows.read()) {
                Optional<KnownLeads.Match> match = known.find(row.profile());
                if (match.isPresent()) {
                    mergeInto(match.get(), row);
                } else {
                    add(row);
                }
            }
            return this;
        }

        private void add(NumberedProfile row) {
            Instant now = Instant.now();
            Lead lead = new Lead(
                    tenantId,
                    UuidCreator.getTimeOrderedEpoch(),
                    row.profile(),
                    LeadStatus.SCORED,
                    scorer.score(row.profile(), LeadStatus.SCORED),
                    now,
                    now,
                    0);
            known.put(lead);
            added.put(lead.id(), lead);
            activities.add(NewActivity.ofLead(ActivityType.LEAD_IMPORTED, lead.id(), where(row)));
            events.add(LeadEvents.imported(lead, importId, false));
        }

        private void mergeInto(KnownLeads.Match match, NumberedProfile row) {
            LeadProfile profile = match.lead().profile().mergedWith(row.profile());
            Lead lead = match.lead()
                    .with(profile, scorer.score(profile, match.lead().status()));
            known.put(lead);
            (added.containsKey(lead.id()) ? added : changed).put(lead.id(), lead);
            Map<String, Object> details = where(row);
            details.put("matched_by", match.by().name().toLowerCase(Locale.ROOT));
            activities.add(NewActivity.ofLead(ActivityType.LEAD_MERGED, lead.id(), details));
            events.add(LeadEvents.imported(lead, importId, true));
            merged++;
        }

        private Map<String, Object> where(NumberedProfile row) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("import_id", importId);
            details.put("line", row.line());
            return details;
        }

        List<Activity> told() {
            List<Activity> all = new ArrayList<>(activities);
            rescored().forEach(lead -> all.add(LeadActivities.scored(lead)));
            return all;
        }

        List<OutgoingEvent> events() {
            List<OutgoingEvent> all = new ArrayList<>(events);
            rescored().forEach(lead -> all.add(LeadEvents.scored(lead)));
            return all;
        }

        /** Leads whose score is not what it was before the batch. */
        private List<Lead> rescored() {
            List<Lead> rescored = new ArrayList<>(added.values());
            there.stream()
                    .filter(before ->
                            changed.getOrDefault(before.id(), before).score().total()
                                    != before.score().total())
                    .map(before -> changed.getOrDefault(before.id(), before))
                    .forEach(rescored::add);
            return rescored;
        }

        Imports.Progress progress(Rows rows) {
            return new Imports.Progress(added.size(), merged, rows.refused().size());
        }
    }
}
