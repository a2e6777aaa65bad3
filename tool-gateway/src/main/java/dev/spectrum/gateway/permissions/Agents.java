package dev.spectrum.gateway.permissions;

import dev.spectrum.gateway.permissions.domain.Agent;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What is known here of the agents of the tenant that the current transaction is for. */
public interface Agents {

    /** Disabled ones too, deleted ones not. */
    Uni<Optional<Agent>> withRole(String role);

    /** Keeps the agent as it now is, unless a newer version is known. */
    Uni<Void> keep(UUID tenantId, Agent agent, boolean deleted);
}
