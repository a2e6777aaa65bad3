package dev.spectrum.agent.brokers;

import dev.spectrum.agent.brokers.domain.Scope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The brokers of the tenant that the current transaction is for. */
public interface Brokers {

    /** A part of the list, by id. */
    Uni<List<Broker>> list(Optional<UUID> after, int limit);

    Uni<Optional<Broker>> find(UUID id);

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<Optional<Broker>> hold(UUID id);

    /** Which of these there are. */
    Uni<Set<UUID>> existing(Collection<UUID> ids);

    Uni<Broker> add(UUID tenantId, String name, String description);

    /** Gives the broker with its new version. */
    Uni<Broker> change(UUID id, String name, String description);

    /** Hides it; actions that name it get nothing from it any more. */
    Uni<Void> delete(UUID id);

    /** Brings a deleted one back with its values; empty if there is none that was deleted. */
    Uni<Optional<Broker>> restore(UUID id);

    /** Its values but those of other users, by scope and id. */
    Uni<List<Held>> values(UUID brokerId, String user, Optional<Place> after, int limit);

    Uni<Held> put(UUID tenantId, UUID brokerId, Place place, Object value, String by);

    /** False if there was none. */
    Uni<Boolean> remove(UUID brokerId, Place place);

    /** @param scopeId what of the scope's kind; blank for the tenant */
    record Place(Scope scope, String scopeId) {}

    /** @param value as JSON has it */
    record Held(Place place, Object value, String updatedBy, Instant updatedAt) {}
}
