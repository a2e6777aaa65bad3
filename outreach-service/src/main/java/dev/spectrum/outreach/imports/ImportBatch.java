package dev.spectrum.outreach.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.imports.ReadRows.Batch;
import dev.spectrum.outreach.imports.ReadRows.ReadRow;
import dev.spectrum.outreach.imports.WaitingImports.Claimed;
import dev.spectrum.outreach.leads.LeadActivities;
import dev.spectrum.outreach.leads.LeadEvents;
import dev.spectrum.outreach.leads.LeadScorer;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.ScoreLeads;
import dev.spectrum.outreach.leads.domain.KnownLeads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.LeadScore;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

    /**
     * A batch made ready to be saved as if none of its rows were in yet, which is what most are; that takes longer than the
     * database does with it, and no transaction.
     */
    final class Draft {

        private final Claimed work;
        private final Batch batch;
        private final Changes asIfAllWereNew;

        private Draft(Claimed work, Batch batch) {
            this.work = work;
            this.batch = batch;
            this.asIfAllWereNew = new Changes(work, batch, new Merging(work, List.of(), batch.scorer()).merge(batch));
        }

        Batch batch() {
            return batch;
        }

        private Changes changes(List<Lead> known, LeadScorer scorer) {
            // Whom the tenant wants to sell to may have changed since the rows were read.
            return known.isEmpty() && scorer.equals(batch.scorer())
                    ? asIfAllWereNew
                    : new Changes(work, batch, new Merging(work, known, scorer).merge(batch));
        }
    }

    /** What a batch changes, ready to be run. */
    private final class Changes {

        private final List<Lead> changed;
        private final Supplier<Uni<Void>> added;
        private final Supplier<Uni<Void>> told;
        private final Supplier<Uni<Void>> events;
        private final Imports.Progress progress;

        Changes(Claimed work, Batch batch, Merging merging) {
            changed = merging.changed();
            added = leads.toAdd(List.copyOf(merging.added.values()));
            told = activities.toAdd(work.tenantId(), merging.told());
            events = outbox.toAddMany(merging.events());
            progress = merging.progress(batch);
        }
    }

    Draft draft(Claimed work, Batch batch) {
        return new Draft(work, batch);
    }

    /** Within the tenant's transaction. False if the import was ended meanwhile; then nothing may be kept. */
    Uni<Boolean> save(Draft draft) {
        Claimed work = draft.work;
        List<LeadProfile> profiles =
                draft.batch.read().stream().map(ReadRow::profile).toList();
        return leads.lockAgainstDuplicates(work.tenantId())
                .chain(() -> leads.sharingAKeyWith(profiles))
                .chain(known -> scoreLeads.scorer().map(scorer -> draft.changes(known, scorer)))
                .call(changes -> leads.changeAll(changes.changed))
                .call(changes -> changes.added.get())
                .call(changes -> changes.told.get())
                .call(changes -> imports.refuse(work.tenantId(), work.importId(), draft.batch.refused()))
                .call(changes -> changes.events.get())
                .chain(changes -> imports.advance(work.importId(), work.claim(), changes.progress));
    }

    /** What a batch comes to. A later row of the same file merges into an earlier one. */
    private static final class Merging {

        private final Claimed work;
        private final LeadScorer scorer;
        private final Map<UUID, Lead> there;
        private final KnownLeads known;
        private final Map<UUID, Lead> added = new LinkedHashMap<>();
        private final Map<UUID, Lead> met = new LinkedHashMap<>();
        private final Map<UUID, Integer> cameWith = new LinkedHashMap<>();
        private final List<Activity> activities = new ArrayList<>();
        private final List<UUID> mergedInto = new ArrayList<>();

        Merging(Claimed work, List<Lead> there, LeadScorer scorer) {
            this.work = work;
            this.scorer = scorer;
            this.there = there.stream().collect(Collectors.toMap(Lead::id, lead -> lead));
            this.known = new KnownLeads(there);
        }

        Merging merge(Batch batch) {
            boolean scored = batch.scorer().equals(scorer);
            for (ReadRow row : batch.read()) {
                Optional<KnownLeads.Match> match = known.find(row.profile());
                if (match.isPresent()) {
                    mergeInto(match.get(), row);
                } else {
                    add(row, scored ? row.score() : scorer.score(row.profile(), LeadStatus.SCORED));
                }
            }
            return this;
        }

        private void add(ReadRow row, LeadScore score) {
            Instant now = Instant.now();
            UUID id = UuidCreator.getTimeOrderedEpoch();
            Lead lead = new Lead(work.tenantId(), id, row.profile(), LeadStatus.SCORED, score, now, now, 0);
            known.put(lead);
            added.put(id, lead);
            cameWith.put(id, score.total());
            // One activity, and one event, with the score: there are a million of them.
            Map<String, Object> details = where(row);
            details.putAll(LeadActivities.score(lead));
            activities.add(NewActivity.ofLead(ActivityType.LEAD_IMPORTED, id, details));
        }

        private void mergeInto(KnownLeads.Match match, ReadRow row) {
            LeadProfile profile = match.lead().profile().mergedWith(row.profile());
            Lead lead = match.lead()
                    .with(profile, scorer.score(profile, match.lead().status()));
            known.put(lead);
            (added.containsKey(lead.id()) ? added : met).put(lead.id(), lead);
            Map<String, Object> details = where(row);
            details.put("matched_by", match.by().name().toLowerCase(Locale.ROOT));
            activities.add(NewActivity.ofLead(ActivityType.LEAD_MERGED, lead.id(), details));
            mergedInto.add(lead.id());
        }

        private Map<String, Object> where(ReadRow row) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("import_id", work.importId());
            details.put("line", row.line());
            return details;
        }

        /** Those of which the file said something new. */
        List<Lead> changed() {
            return met.values().stream()
                    .filter(lead -> !lead.equals(there.get(lead.id())))
                    .toList();
        }

        List<Activity> told() {
            List<Activity> all = new ArrayList<>(activities);
            rescored().forEach(lead -> all.add(LeadActivities.scored(lead)));
            added.values().stream()
                    .filter(lead -> lead.score().total() != Objects.requireNonNull(cameWith.get(lead.id())))
                    .forEach(lead -> all.add(LeadActivities.scored(lead)));
            return all;
        }

        List<OutgoingEvent> events() {
            List<OutgoingEvent> all = new ArrayList<>();
            added.values().forEach(lead -> all.add(LeadEvents.imported(lead, work.importId(), false)));
            mergedInto.forEach(id -> all.add(LeadEvents.imported(now(id), work.importId(), true)));
            rescored().forEach(lead -> all.add(LeadEvents.scored(lead)));
            return all;
        }

        private Lead now(UUID id) {
            return Objects.requireNonNull(added.getOrDefault(id, met.get(id)));
        }

        /** Leads that were there, and whose score is not what it was. */
        private List<Lead> rescored() {
            return met.values().stream()
                    .filter(lead -> lead.score().total()
                            != Objects.requireNonNull(there.get(lead.id()))
                                    .score()
                                    .total())
                    .toList();
        }

        Imports.Progress progress(Batch batch) {
            return new Imports.Progress(
                    batch.throughLine(),
                    batch.bytesRead(),
                    added.size(),
                    mergedInto.size(),
                    batch.refused().size());
        }
    }
}
