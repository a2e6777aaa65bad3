package dev.spectrum.agent.actions;

import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.domain.BrokerValue;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.versions.Saved;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The actions of the tenant that the current transaction is for. */
public interface Actions {

    /** A part of the list, by id. */
    Uni<List<Action>> list(Optional<UUID> after, int limit);

    Uni<Optional<Action>> find(UUID id);

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<Optional<Action>> hold(UUID id);

    Uni<Action> add(UUID tenantId, ActionDefinition definition, String savedBy);

    /** Gives the action with its new version. */
    Uni<Action> change(UUID id, ActionDefinition definition, String savedBy);

    /** Hides it. */
    Uni<Void> delete(UUID id);

    /** Brings a deleted one back, as a new version; empty if there is none that was deleted. */
    Uni<Optional<Action>> restore(UUID id, String restoredBy);

    /** A part of the saves of an action, the newest first. */
    Uni<List<Saved<ActionDefinition>>> versions(UUID id, long before, int limit);

    /** An action with all that resolving it needs, in one query. Within the tenant's transaction. */
    Uni<Optional<InContext>> inContext(UUID id, Context context);

    /** The same by itself, in one round trip. */
    Uni<Optional<InContext>> inContextAlone(UUID id, Context context);

    /**
     * Where an action is called.
     *
     * @param user the caller's own subject, and nobody else's
     */
    record Context(
            UUID tenantId,
            String user,
            @Nullable String workspaceId,
            @Nullable String projectId,
            @Nullable String taskId) {}

    /**
     * @param prompt empty if it was deleted
     * @param values what the action's brokers give in the scopes that it names
     */
    record InContext(Action action, Optional<Prompt> prompt, List<BrokerValue> values) {}
}
