package dev.spectrum.outreach.leads;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The lists of the tenant that the current transaction is for, and who is on them. */
public interface LeadLists {

    /** @param version counts changes of its name */
    record LeadList(UUID id, String name, long version) {}

    /** Newest first. */
    Uni<List<LeadList>> list(Optional<UUID> after, int limit);

    Uni<Optional<LeadList>> find(UUID id);

    /** How many leads are on it. */
    Uni<Long> size(UUID id);

    /** Empty if there is a list of this name. */
    Uni<Optional<LeadList>> add(UUID tenantId, String name);

    /** Empty if there is another list of this name. */
    Uni<Optional<LeadList>> rename(UUID id, String name);

    /** The leads stay. */
    Uni<Void> delete(UUID id);

    /** Puts leads on it, those that there are. */
    Uni<Void> put(UUID id, Collection<UUID> leads);

    /** Takes leads off it. */
    Uni<Void> take(UUID id, Collection<UUID> leads);
}
