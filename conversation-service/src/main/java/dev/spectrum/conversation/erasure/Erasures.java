package dev.spectrum.conversation.erasure;

import dev.spectrum.conversation.erasure.domain.Erasure;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** The erasures of the tenant that the current transaction is for. */
public interface Erasures {

    Uni<Void> add(UUID tenantId, Erasure erasure);

    Uni<Optional<Erasure>> find(UUID id);

    /** The last that was asked for. */
    Uni<Optional<Erasure>> lastOf(String userId);
}
