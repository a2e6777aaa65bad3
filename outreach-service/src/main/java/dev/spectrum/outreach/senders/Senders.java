package dev.spectrum.outreach.senders;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import io.smallrye.mutiny.Uni;
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

    /** It sends nothing until it is resumed. False if it was paused already, for whatever reason, or is gone. */
    Uni<Boolean> pause(UUID id, Pause pause);

    Uni<Void> resume(UUID id);

    /** Those that send through this connection of the gateway's. */
    Uni<List<Sender>> ofConnection(UUID connectionId);
}
