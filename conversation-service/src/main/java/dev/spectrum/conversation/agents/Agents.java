package dev.spectrum.conversation.agents;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The agents of the tenant that the current transaction is for, as agent-service told of them. */
public interface Agents {

    /** Keeps what was told, unless something newer is known. */
    Uni<Void> keep(Agent agent);

    /** Keeps what was told, unless something newer is known. */
    Uni<Void> keep(Tenant tenant);

    /** The agent with this role, enabled or not; empty if there is none or its tenant is unknown. */
    Uni<Optional<TenantAgent>> withRole(String role);

    /** Those that may be talked to, the oldest first. */
    Uni<List<Agent>> enabled();
}
