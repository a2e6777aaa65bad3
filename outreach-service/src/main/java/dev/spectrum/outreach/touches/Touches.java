package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The touches of the tenant that the current transaction is for. */
public interface Touches {

    Uni<Void> add(List<Touch> planned);

    /** A part of a campaign's touches, oldest first. */
    Uni<List<Touch>> list(UUID campaignId, Optional<TouchStatus> status, Optional<UUID> after, int limit);

    /** The touch, if this claim still holds it; nobody else changes it until the transaction ends. */
    Uni<Optional<Touch>> lockClaimed(UUID id, UUID claim);

    /** The touch, whoever holds it; nobody else changes it until the transaction ends. */
    Uni<Optional<Touch>> lock(UUID id);

    /** Who of these leads has a touch for a step. */
    Uni<Set<UUID>> leadsAt(UUID campaignId, int step, Collection<UUID> leadIds);

    Uni<Void> save(Touch touch);

    /** The Message-IDs of what the sender sent to the lead, the oldest first. */
    Uni<List<String>> thread(UUID leadId, UUID senderId);

    /** Who of these senders sent to these leads last, by lead. */
    Uni<Map<UUID, UUID>> lastSenders(Collection<UUID> leadIds, Collection<UUID> senderIds);
}
