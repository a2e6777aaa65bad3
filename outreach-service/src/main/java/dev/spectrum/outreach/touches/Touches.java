package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.domain.Happening;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The touches of the tenant that the current transaction is for. */
public interface Touches {

    /** A touch with the claim that holds it; null for none. */
    record Held(Touch touch, @Nullable UUID claim) {}

    Uni<Void> add(List<Touch> planned);

    /** A part of a campaign's touches, or of all, oldest first. */
    Uni<List<Touch>> list(Optional<UUID> campaignId, Optional<TouchStatus> status, Optional<UUID> after, int limit);

    Uni<Optional<Touch>> find(UUID id);

    /** Those of these that there are; nobody else changes them until the transaction ends. */
    Uni<List<Held>> lock(Collection<UUID> ids);

    /** Who of these leads has a touch for a step. */
    Uni<Set<UUID>> leadsAt(UUID campaignId, int step, Collection<UUID> leadIds);

    /**
     * Saves what became of them, in one statement.
     *
     * @param claim who holds them from now on; null leaves that as it is
     */
    Uni<Void> save(Collection<Touch> touches, @Nullable UUID claim);

    /**
     * Keeps that this happened to a touch, unless it is known already: false then. The first time it is told counts, whatever
     * the order in which things are told.
     */
    Uni<Boolean> mark(UUID id, Happening what, Instant at);

    /** An agent wrote its text. */
    Uni<Void> textWritten(UUID id);

    /** Those of the lead's touches in the campaign that wait for their time are looked at now. */
    Uni<Void> lookAtOnce(UUID campaignId, UUID leadId);

    /** What was sent to the lead last over a channel. */
    Uni<Optional<Touch>> lastSentTo(UUID leadId, Channel channel);

    /** Who of these senders sent to these leads last, by lead. */
    Uni<Map<UUID, UUID>> lastSenders(Collection<UUID> leadIds, Collection<UUID> senderIds);
}
