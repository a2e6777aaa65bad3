package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.senders.domain.LimitUse;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The sums of one claim: what its senders' limits and the tenant's credits still leave, as touch after touch takes its part.
 * Senders that share a limit take from the same.
 */
public final class SendRound {

    /** When a limit of nothing is free. */
    public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Instant> freeAt = new HashMap<>();
    private final Map<UUID, List<SendingLimit>> limits = new HashMap<>();
    private final Map<UUID, Integer> pace = new HashMap<>();
    private final Map<UUID, Integer> sent = new HashMap<>();
    private Account account;
    private int credits;

    public SendRound(Account account) {
        this.account = account;
    }

    /**
     * A sender that may send now.
     *
     * @param used by the limits' subjects
     * @param most how many its pace lets leave at once
     */
    public void admit(UUID senderId, Collection<SendingLimit> limited, Map<String, LimitUse> used, int most) {
        limits.put(senderId, List.copyOf(limited));
        pace.put(senderId, most);
        for (SendingLimit limit : limited) {
            LimitUse use = used.get(limit.subject());
            int taken = use == null ? 0 : use.used();
            // Of senders of one pool that know different limits the smallest holds.
            left.merge(limit.subject(), Math.max(0, limit.most() - taken), Math::min);
            if (use != null) {
                use.freeAt().ifPresent(time -> freeAt.merge(limit.subject(), time, SendRound::later));
            }
        }
    }

    /** What is left for a sender at this point of the round; for one that was not admitted, that is not for its limits to say. */
    public Room room(UUID senderId) {
        List<SendingLimit> bounds = limits.get(senderId);
        if (bounds == null) {
            return Room.of(1);
        }
        int room = pace.getOrDefault(senderId, 0);
        Instant full = null;
        for (SendingLimit limit : bounds) {
            int rest = left.getOrDefault(limit.subject(), 0);
            room = Math.min(room, rest);
            Instant free = freeAt.get(limit.subject());
            if (rest == 0 && (free != null || limit.most() == 0)) {
                Instant time = free == null ? NEVER : free;
                full = full == null ? time : later(full, time);
            }
        }
        return full == null ? Room.of(room) : Room.fullUntil(full);
    }

    /** One leaves. */
    public void take(UUID senderId, boolean holdsCredit) {
        limits.getOrDefault(senderId, List.of()).forEach(limit -> left.merge(limit.subject(), -1, Integer::sum));
        pace.merge(senderId, -1, Integer::sum);
        sent.merge(senderId, 1, Integer::sum);
        if (!holdsCredit) {
            credits++;
            account = account.less(1);
        }
    }

    public Account account() {
        return account;
    }

    /** How many credits are to be reserved. */
    public int credits() {
        return credits;
    }

    public int sent(UUID senderId) {
        return sent.getOrDefault(senderId, 0);
    }

    /** What each limit was used for. */
    public List<SendingLimit> limits(UUID senderId) {
        return new ArrayList<>(limits.getOrDefault(senderId, List.of()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
