package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Context;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What is remembered of conversations between turns, so that the next one need not read it again. It may be gone or old at any time. */
public interface Contexts {

    /** In one read. Never fails: what can't be recalled is not remembered. */
    Uni<Optional<Context>> recall(UUID tenantId, UUID conversationId);

    /** In one write. Never fails. */
    Uni<Void> remember(UUID tenantId, Context context);
}
