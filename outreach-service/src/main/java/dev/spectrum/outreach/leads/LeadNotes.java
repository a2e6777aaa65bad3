package dev.spectrum.outreach.leads;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people of the current transaction's tenant wrote down about leads. */
public interface LeadNotes {

    /** @param author the subject of whoever wrote it */
    record Note(UUID id, UUID leadId, String text, String author, Instant createdAt, Instant updatedAt, long version) {}

    /** Of one lead, newest first. */
    Uni<List<Note>> list(UUID leadId, Optional<UUID> after, int limit);

    Uni<Optional<Note>> find(UUID id);

    Uni<Note> add(UUID tenantId, UUID leadId, String text, String author);

    Uni<Note> change(UUID id, String text);

    Uni<Void> delete(UUID id);
}
