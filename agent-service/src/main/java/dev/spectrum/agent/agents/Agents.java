package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agents of the tenant that the current transaction is for. */
public interface Agents {

    /**
     * A part of the list, by position, then name.
     *
     * @param deleted whether to list those that were deleted instead of those that live
     * @param after the agent after which it starts; empty for the beginning
     */
    Uni<List<Agent>> list(boolean deleted, Optional<Place> after, int limit);

    /** Where an agent stands in the list. */
    record Place(int position, String name, UUID id) {}

    /** In the order of the list. */
    Uni<List<Agent>> all();

    Uni<Optional<Agent>> find(UUID id);

    /** Finds it and keeps others from changing it until the transaction ends: changes come one after another. */
    Uni<Optional<Agent>> hold(UUID id);

    /** The same for one that was deleted. */
    Uni<Optional<Agent>> holdDeleted(UUID id);

    /** Holds all that live; gives them in the order of the list. */
    Uni<List<Agent>> holdAll();

    /** False if a living agent has the role. Otherwise nobody else gets it until the transaction ends. */
    Uni<Boolean> claimRole(String role);

    Uni<Void> add(Agent agent);

    /** Writes an agent that is held; gives it with its new revision. */
    Uni<Agent> put(Agent agent);

    /** Writes agents that are held, at once. */
    Uni<List<Agent>> put(List<Agent> agents);

    /** Keeps the row, hides the agent, frees its role. Gives it with its new revision. */
    Uni<Agent> delete(Agent held);

    /** Gives it with its new revision. Its role must be claimed. */
    Uni<Agent> restore(Agent heldDeleted);

    /** Counts all that live up by a revision, because something that they are told with has changed. Gives them. */
    Uni<List<Agent>> countAllUp();
}
