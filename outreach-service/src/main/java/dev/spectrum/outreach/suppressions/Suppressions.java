package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The suppressions of the tenant that the current transaction is for. Deleted ones are not among them. */
public interface Suppressions {

    /** A part of the list, newest first. */
    Uni<List<Suppression>> list(Optional<UUID> after, int limit);

    Uni<Optional<Suppression>> find(UUID id);

    /** One that says one of these, if there is any, of the tenant's or for all tenants. */
    Uni<Optional<Suppression>> any(Channel channel, List<Suppressed> of);

    /** Those that say one of these, whatever their channel, of the tenant's and for all tenants. */
    Uni<List<Suppression>> all(Collection<Suppressed> of);

    /** Adds it, or gives the one that says the same already. */
    Uni<Suppression> add(Suppression suppression);

    /** Adds those that nobody said yet, and gives them. */
    Uni<List<Suppression>> addAll(List<Suppression> suppressions);

    /** Keeps the row, with who deleted it. */
    Uni<Void> delete(UUID id, String by);
}
