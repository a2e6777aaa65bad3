package dev.spectrum.outreach.senders;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The senders of the tenant that the current transaction is for. Deleted ones are not among them. */
public interface Senders {

    /** A part of the list, oldest first. */
    Uni<List<Sender>> list(Optional<UUID> after, int limit);

    Uni<Optional<Sender>> find(UUID id);

    /** Those of these that there are. */
    Uni<List<Sender>> all(Collection<UUID> ids);

    Uni<Optional<Sender>> withAddress(Channel channel, String address);

    Uni<Void> add(Sender sender);

    /** Gives the sender with its new version. */
    Uni<Sender> change(UUID id, SenderSettings settings);

    Uni<Void> delete(UUID id);

    /** How many it has sent on a day, so far as that is committed. */
    Uni<Integer> sentOn(UUID id, LocalDate day);

    /**
     * Counts one more for the day, unless its limit is reached: false then. Exact whatever the number of workers, because
     * nobody else counts for the sender until the transaction ends: to be called as late in it as possible.
     */
    Uni<Boolean> countOne(Sender sender, LocalDate day);
}
