package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Lead;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A part of the service that keeps something of leads beside their row: messages, notes, what happened. Who exports or erases
 * a lead asks all beans that implement this. Within the tenant's transaction.
 */
public interface LeadCopies {

    /** Under which name the export shows it, such as {@code messages}. */
    String name();

    /** Everything that is kept of this lead, as the lead may read it; written as JSON. */
    Uni<List<?>> export(Lead lead);

    /** Forgets everything that says who the lead is or what it was told. What stays may name its id. */
    Uni<Void> erase(Lead lead);
}
