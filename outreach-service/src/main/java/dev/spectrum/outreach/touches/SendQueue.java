package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.senders.domain.LimitUse;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import dev.spectrum.outreach.touches.domain.Recipient;
import dev.spectrum.outreach.touches.domain.Touch;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What waits at each sender of the tenant that the current transaction is for. Each method is one statement, whatever the
 * number of senders and touches.
 */
public interface SendQueue {

    /**
     * A sender with something to do.
     *
     * @param sender empty if it was deleted
     * @param pool what it shares a limit with, and poolMost the largest limit that somebody set for one of them
     * @param pacedUntil when it may send the next
     */
    record Ready(UUID id, Optional<Sender> sender, String pool, int poolMost, Instant pacedUntil, Instant now) {}

    /** How many of a sender's due touches to take. */
    record Wanted(UUID senderId, int most) {}

    /**
     * A touch that is due, with what is known of its recipient.
     *
     * @param thread see {@link dev.spectrum.outreach.touches.domain.SendFacts}, as sequenceEnded
     */
    record Due(Touch touch, Optional<Recipient> lead, List<String> thread, Optional<String> sequenceEnded) {}

    /** So many more of a limit are used until then, or, below zero, given back. */
    record Use(String subject, Instant until, int number) {}

    /** When to look at a sender again: not before these, nor before its next touch is due. */
    record Next(UUID senderId, Instant pacedUntil, Instant fullUntil) {}

    /**
     * To be called first in a transaction that works on some touches of perhaps a million: from then on every row is looked for
     * by its key, whatever the database believes of the size of its tables, and nothing is planned anew for each statement.
     */
    Uni<Void> lookByKeys();

    /** Senders that may have something to do, and that are this transaction's alone until it ends. */
    Uni<List<UUID>> holdReadySenders(int most);

    /** These as they are now, by the database's clock. */
    Uni<List<Ready>> ready(Collection<UUID> senderIds);

    /** By the limits' subjects. */
    Uni<Map<String, LimitUse>> used(Collection<SendingLimit> limits, Instant now);

    /** The earliest due ones of each; they are this transaction's alone until it ends. */
    Uni<List<Due>> take(Collection<Wanted> wanted, Instant now);

    Uni<Void> use(Collection<Use> uses);

    /** To be called after the touches were saved. */
    Uni<Void> lookAgain(Collection<Next> next);

    /** Their next touch may be earlier than was thought, or there is room. */
    Uni<Void> wake(Collection<UUID> senderIds);
}
