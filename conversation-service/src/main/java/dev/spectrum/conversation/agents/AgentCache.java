package dev.spectrum.conversation.agents;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Where turns remember agents and tenants. A lasting failure only costs time: turns notice that they know an old version. */
public interface AgentCache {

    /** Never fails. */
    Uni<Void> forgetAgent(UUID tenantId, String role);

    /** Never fails. */
    Uni<Void> forgetTenant(UUID tenantId);
}
