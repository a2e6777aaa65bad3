package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.platform.outbox.Outbox;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person may ask of whoever keeps data about them (GDPR, articles 15, 17 and 20): all of it, and that it goes. Within
 * the tenant's transaction, so a lead is erased everywhere or nowhere.
 */
@ApplicationScoped
public class EraseLead {

    /** More than any lead has. */
    private static final int EVERYTHING = 100_000;

    private final Leads leads;
    private final LeadNotes notes;
    private final Activities activities;
    private final List<LeadCopies> copies;
    private final Outbox outbox;

    EraseLead(Leads leads, LeadNotes notes, Activities activities, @All List<LeadCopies> copies, Outbox outbox) {
        this.leads = leads;
        this.notes = notes;
        this.activities = activities;
        this.copies = copies;
        this.outbox = outbox;
    }

    /** By the names of what it is; {@code lead} itself is left to whoever shows leads. */
    public Uni<Map<String, Object>> export(Lead lead) {
        Map<String, Object> all = new LinkedHashMap<>();
        return activities
                .list(Activities.Filter.ofLead(lead.id()), Optional.empty(), EVERYTHING)
                .invoke(found -> all.put("timeline", found))
                .chain(() -> notes.list(lead.id(), Optional.empty(), EVERYTHING))
                .invoke(found -> all.put("notes", found))
                .chain(() -> Multi.createFrom()
                        .iterable(copies)
                        .onItem()
                        .transformToUniAndConcatenate(
                                copy -> copy.export(lead).invoke(found -> all.put(copy.name(), found)))
                        .collect()
                        .last())
                .replaceWith(all);
    }

    /** @param by the subject of whoever asked for it */
    public Uni<Void> erase(Lead lead, String by) {
        return Multi.createFrom()
                .iterable(copies)
                .onItem()
                .transformToUniAndConcatenate(copy -> copy.erase(lead))
                .collect()
                .last()
                .chain(() -> leads.erase(lead, by))
                .chain(() -> outbox.add(LeadEvents.erased(lead)));
    }
}
