package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Lead;
import io.smallrye.mutiny.Uni;

/** Remembers who unsubscribed by more than the lead's row, which may be deleted and come back with the next file. */
public interface UnsubscribedLeads {

    /** Within the tenant's transaction. The same again changes nothing. */
    Uni<Void> remember(Lead lead);
}
