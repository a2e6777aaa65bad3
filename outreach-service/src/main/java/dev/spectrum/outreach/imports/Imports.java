package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The imports of the tenant that the current transaction is for, with their files. */
public interface Imports {

    /**
     * How far a batch brought an import, and how many of its rows came to what.
     *
     * @param throughLine where its last row begins
     * @param bytesRead of the file, until then
     */
    record Progress(long throughLine, long bytesRead, int imported, int merged, int refused) {}

    Uni<Void> add(LeadImport begun);

    /** Keeps a part of the file. */
    Uni<Void> addChunk(UUID tenantId, UUID id, int number, byte[] bytes);

    /** A part of the file; empty behind its last, and when the import has ended. */
    Uni<Optional<byte[]>> chunk(UUID id, int number);

    Uni<Optional<LeadImport>> find(UUID id);

    /** Newest first. */
    Uni<List<LeadImport>> list(Optional<UUID> after, int limit);

    /** How many are not ended. */
    Uni<Long> running();

    /** Keeps the names of the file's columns. */
    Uni<Void> describe(UUID id, List<String> header);

    /** Refused rows by line, those behind the given one. */
    Uni<List<RefusedRow>> refused(UUID id, long afterLine, int limit);

    /** Refused rows, of whatever import, in which one of these stands. */
    Uni<List<RefusedRow>> refusedWith(List<String> signs);

    Uni<Void> eraseRefused(List<String> signs);

    Uni<Void> refuse(UUID tenantId, UUID id, List<RefusedRow> rows);

    /**
     * Counts a batch, and renews the worker's lease. False if the import was ended or is another worker's by now: then nothing
     * of the batch may be kept.
     */
    Uni<Boolean> advance(UUID id, UUID claim, Progress progress);

    /** Leaves an import to the next worker that looks. */
    Uni<Void> giveBack(UUID id, UUID claim);

    /** Ends it, and forgets its file. False if it has ended already. */
    Uni<Boolean> end(UUID id, ImportStatus status, String reason);
}
