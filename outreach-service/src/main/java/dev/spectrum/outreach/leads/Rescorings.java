package dev.spectrum.outreach.leads;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tenants whose leads are to be scored again. That they are is noted by the database, when it keeps what scores go by. */
public interface Rescorings {

    /**
     * @param through the lead that was scored last; those behind it, by id, are to come
     * @param rescored how many were scored so far
     * @param changed how many of them have another score now
     */
    record Rescoring(
            UUID through,
            int rescored,
            int changed,
            Instant wantedAt,
            @Nullable Instant doneAt) {}

    /** A tenant whose leads wait, whoever it is; others leave it alone for half a minute. */
    Uni<Optional<UUID>> claim();

    /** Of the current transaction's tenant; empty if there never was one. */
    Uni<Optional<Rescoring>> find();

    /** The same, held until the transaction ends; empty also if it is done. */
    Uni<Optional<Rescoring>> lockWaiting();

    /** @param done whether no lead is left */
    Uni<Void> advance(UUID through, int rescored, int changed, boolean done);
}
