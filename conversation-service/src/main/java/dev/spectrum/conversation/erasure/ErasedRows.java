package dev.spectrum.conversation.erasure;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** What erasures have to do, across tenants: it takes no tenant and no user, but works off what was asked for. */
public interface ErasedRows {

    /** Deletes a bounded part of what is to be erased, and gives how many rows that were; 0 when nothing is left to do. */
    Uni<Long> eraseSome();

    /** Some of what is gone from the database and is still to be forgotten elsewhere. */
    Uni<List<Traces>> tracesToForget();

    Uni<Void> forgotten(List<Traces> traces);

    /** Conversations and runs of one tenant. */
    record Traces(UUID tenantId, List<UUID> conversationIds, List<UUID> runIds) {}
}
