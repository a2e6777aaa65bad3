package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Context;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What is remembered between turns, so that the next one need not read it again. It may be gone or old at any time. */
public interface Contexts {

    /** In one read. Never fails: what can't be recalled is not remembered. */
    Uni<Remembered> recall(UUID tenantId, String agentRole, Optional<UUID> conversationId);

    /** In one write. Never fails. */
    Uni<Void> remember(UUID tenantId, Remembered remembered);

    record Remembered(Optional<TenantAgent> agent, Optional<Context> context) {

        public static final Remembered NOTHING = new Remembered(Optional.empty(), Optional.empty());
    }
}
