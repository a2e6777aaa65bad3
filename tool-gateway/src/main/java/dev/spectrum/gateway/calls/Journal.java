package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.event.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where entries are added to the audit trail, each in one commit with the event that tells of it. */
public interface Journal {

    /** @param event its subject must be the call's id */
    record Record(AuditEntry entry, Optional<OutgoingEvent> event) {}

    /**
     * Adds it, outside of any transaction: in one commit with whatever else is to be recorded at that moment, whoever's it
     * is. Completes when it is committed, and not before; tries again for a moment if the database is away.
     */
    Uni<Void> append(Record record);

    /**
     * Adds it in the tenant's transaction, to which the tenant's chain belongs from here to its end: the last thing to do in
     * it. If the transaction is tried again, so may this be, with the same entry.
     */
    Uni<Void> appendInTransaction(Record record);
}
