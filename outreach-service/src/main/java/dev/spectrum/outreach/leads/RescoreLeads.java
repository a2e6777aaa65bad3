package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.leads.Rescorings.Rescoring;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Scores all leads of a tenant again after whom it wants to sell to has changed, or its weights: in the order of their ids, a
 * batch in a transaction that also notes how far it came, so that any process can go on. A change in between begins anew.
 */
@ApplicationScoped
class RescoreLeads {

    private static final int BATCH = 1000;

    private final Rescorings rescorings;
    private final Leads leads;
    private final ScoreLeads scoreLeads;
    private final Activities activities;
    private final Outbox outbox;
    private final TenantTransaction transaction;

    RescoreLeads(
            Rescorings rescorings,
            Leads leads,
            ScoreLeads scoreLeads,
            Activities activities,
            Outbox outbox,
            TenantTransaction transaction) {
        this.rescorings = rescorings;
        this.leads = leads;
        this.scoreLeads = scoreLeads;
        this.activities = activities;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /** False if none is left. */
    Uni<Boolean> batch(UUID tenantId) {
        return transaction.run(
                tenantId,
                // Whoever adds or changes a lead reads what scores go by under the same lock: no old score comes in
                // behind.
                () -> leads.lockAgainstDuplicates(tenantId)
                        .chain(rescorings::lockWaiting)
                        .chain(found -> found.map(waiting -> next(tenantId, waiting))
                                .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Boolean> next(UUID tenantId, Rescoring waiting) {
        return leads.listOldestFirst(LeadFilter.ALL, Optional.of(waiting.through()), BATCH)
                .chain(batch -> scoreLeads.scorer().chain(scorer -> rescore(tenantId, waiting, batch, scorer)));
    }

    private Uni<Boolean> rescore(UUID tenantId, Rescoring waiting, List<Lead> batch, LeadScorer scorer) {
        List<Lead> changed = new ArrayList<>();
        List<Lead> told = new ArrayList<>();
        for (Lead lead : batch) {
            Lead rescored = lead.rescored(scorer.score(lead.profile(), lead.status()));
            if (!rescored.score().equals(lead.score())) {
                changed.add(rescored);
            }
            if (rescored.score().total() != lead.score().total()) {
                told.add(rescored);
            }
        }
        boolean more = batch.size() == BATCH;
        UUID through = batch.isEmpty() ? waiting.through() : batch.getLast().id();
        return leads.changeScores(changed)
                .chain(() -> activities.add(
                        tenantId, told.stream().map(LeadActivities::scored).toList()))
                .chain(() ->
                        outbox.addMany(told.stream().map(LeadEvents::scored).toList()))
                .chain(() -> rescorings.advance(through, batch.size(), told.size(), !more))
                .replaceWith(more);
    }
}
