package dev.spectrum.agent.shortcuts;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The shortcuts of the tenant that the current transaction is for. */
public interface Shortcuts {

    /** A part of the list, by position. */
    Uni<List<Shortcut>> list(Optional<Place> after, int limit);

    /** Where a shortcut stands in the list. */
    record Place(int position, UUID id) {}

    Uni<Optional<Shortcut>> find(UUID id);

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<Optional<Shortcut>> hold(UUID id);

    Uni<Shortcut> add(UUID tenantId, Shortcut.Definition definition);

    /** Gives the shortcut with its new version. */
    Uni<Shortcut> change(UUID id, Shortcut.Definition definition);

    /** Hides it. */
    Uni<Void> delete(UUID id);

    /** Brings a deleted one back; empty if there is none that was deleted. */
    Uni<Optional<Shortcut>> restore(UUID id);
}
