package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Note;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The notes of the tenant that the current transaction is for. */
public interface Notes {

    /**
     * The newest first.
     *
     * @param after the one after which to start
     */
    Uni<List<Note>> list(Note.About about, UUID aboutId, Optional<UUID> after, int limit);

    Uni<Void> add(UUID tenantId, Note note);
}
