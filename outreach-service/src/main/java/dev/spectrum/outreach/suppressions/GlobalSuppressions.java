package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whom no tenant may contact. Deleted ones are not among them. Within any transaction. */
public interface GlobalSuppressions {

    /** A part of the list, newest first. */
    Uni<List<Suppression>> list(Optional<UUID> after, int limit);

    Uni<Optional<Suppression>> find(UUID id);

    /** Those that say one of these, whatever their channel. */
    Uni<List<Suppression>> all(Collection<Suppressed> of);

    /** Adds those that nobody has said yet; gives how many those are. */
    Uni<Integer> addAll(List<Suppression> wanted);

    /** Adds it, or gives the one that says the same already. */
    Uni<Suppression> add(Suppression suppression);

    /** Keeps the row, with who deleted it. */
    Uni<Void> delete(UUID id, String by);

    /** One of several that is of this channel. */
    static Optional<Suppression> first(List<Suppression> found, Channel channel) {
        return found.stream()
                .filter(suppression -> suppression.channel() == channel)
                .findFirst();
    }
}
