package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The imports of the tenant that the current transaction is for. */
public interface Imports {

    /** How many rows of a batch came to what. */
    record Progress(int imported, int merged, int refused) {}

    Uni<Void> add(LeadImport begun);

    Uni<Optional<LeadImport>> find(UUID id);

    /** The first refused rows, by line. */
    Uni<List<RefusedRow>> refused(UUID id, int limit);

    Uni<Void> refuse(UUID tenantId, UUID id, List<RefusedRow> rows);

    /** Counts a batch, and shows that the import is alive. False if it was ended meanwhile: nothing more may be written. */
    Uni<Boolean> advance(UUID id, Progress progress);

    /** Ends it, unless it is ended. */
    Uni<Void> end(UUID id, ImportStatus status, String reason);
}
