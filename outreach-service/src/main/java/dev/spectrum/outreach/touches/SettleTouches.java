package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.accounts.Accounts;
import dev.spectrum.outreach.retries.domain.Retries;
import dev.spectrum.outreach.senders.LimitPool;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Limits;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import dev.spectrum.outreach.suppressions.Suppress;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.touches.SendQueue.Use;
import dev.spectrum.outreach.touches.Touches.Held;
import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes down what came of attempts to deliver one tenant's touches: many in one transaction. */
@ApplicationScoped
class SettleTouches {

    /** The pause of so many attempts, eight to sixteen seconds, where there was none. */
    private static final int FEW = 4;

    /** What the gateway's tools say of a recipient who answered STOP to the vendor. */
    private static final String OPTED_OUT = "recipient-opted-out";

    private final Touches touches;
    private final SendQueue queue;
    private final Senders senders;
    private final Accounts accounts;
    private final TellOfTouches tell;
    private final PauseSenders pauseSenders;
    private final Suppress suppress;
    private final Retries retries;
    private final Clock clock;
    private final SendingConfig config;
    private final TenantTransaction transaction;

    SettleTouches(
            Touches touches,
            SendQueue queue,
            Senders senders,
            Accounts accounts,
            TellOfTouches tell,
            PauseSenders pauseSenders,
            Suppress suppress,
            SendingConfig config,
            Clock clock,
            TenantTransaction transaction) {
        this.touches = touches;
        this.queue = queue;
        this.senders = senders;
        this.accounts = accounts;
        this.tell = tell;
        this.pauseSenders = pauseSenders;
        this.suppress = suppress;
        this.retries = new Retries(config.attempts(), config.firstPause(), config.longestPause());
        this.config = config;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What came of an attempt that this claim made. */
    record Attempted(UUID touchId, UUID claim, Delivery delivery) {}

    Uni<Void> settle(UUID tenantId, List<Attempted> attempted) {
        Map<UUID, Attempted> byTouch = attempted.stream()
                .collect(Collectors.toMap(Attempted::touchId, Function.identity(), (one, other) -> other));
        return transaction.run(
                tenantId,
                () -> queue.lookByKeys()
                        .chain(() -> touches.lock(byTouch.keySet()))
                        .chain(held -> settle(held.stream()
                                .flatMap(one -> settled(one, byTouch).stream())
                                .toList())));
    }

    private record Settled(Touch before, Touch after) {

        /** What it had of its sender's limits, and its credit, is free again. */
        boolean givesBack() {
            return before.attempts().countedAt().isPresent()
                    && after.attempts().countedAt().isEmpty();
        }
    }

    private Optional<Settled> settled(Held held, Map<UUID, Attempted> attempted) {
        Touch touch = held.touch();
        Attempted one = attempted.get(touch.id());
        if (one == null) {
            return Optional.empty();
        }
        boolean stillOurs = touch.status() == TouchStatus.SENDING && one.claim().equals(held.claim());
        boolean holds = switch (one.delivery()) {
            // True whoever has the touch by now: every attempt has the same key.
            case Delivery.Delivered delivered -> touch.status() != TouchStatus.SENT;
            // Of an attempt that took longer than its lease, another worker finds out.
            case Delivery.Refused refused -> stillOurs;
            case Delivery.Unknown unknown -> stillOurs;
            case Delivery.TryAgain again -> stillOurs;
            case Delivery.Away away -> stillOurs;
        };
        return holds ? Optional.of(new Settled(touch, after(touch, one.delivery()))) : Optional.empty();
    }

    private Touch after(Touch touch, Delivery delivery) {
        // The clock of this machine moves pauses by what it is off; everything that has to be exact goes by the
        // database's.
        return switch (delivery) {
            case Delivery.Delivered() -> touch.sent(clock.instant());
            case Delivery.Refused(String code, String reason) ->
                touch.notDelivered().failed(new Note(code, reason));
            case Delivery.Unknown(String reason) -> touch.unknown(new Note("unknown-outcome", reason), askAgain());
            case Delivery.TryAgain tryAgain -> again(touch, tryAgain);
            case Delivery.Away(String reason) ->
                touch.reachedNobody().toBeTriedAgain(soon(), new Note("gateway-away", reason));
        };
    }

    /** As soon as it is back all are to go on, and not all at the same moment. */
    private Instant soon() {
        return clock.instant()
                .plus(retries.pause(FEW, ThreadLocalRandom.current().nextDouble()));
    }

    private Instant askAgain() {
        return clock.instant().plus(config.reconcileAfter());
    }

    private Touch again(Touch attempted, Delivery.TryAgain failure) {
        Touch touch = failure.maybeDelivered() ? attempted : attempted.notDelivered();
        Note why = new Note(failure.code(), failure.reason());
        int attempts = touch.attempts().count();
        if (retries.areUsedUp(attempts)) {
            return touch.failed(why);
        }
        Duration pause = retries.pause(attempts, ThreadLocalRandom.current().nextDouble());
        Duration asked = failure.notBefore().orElse(Duration.ZERO);
        return touch.toBeTriedAgain(clock.instant().plus(pause.compareTo(asked) > 0 ? pause : asked), why);
    }

    private Uni<Void> settle(List<Settled> settled) {
        return touches.save(settled.stream().map(Settled::after).toList(), null)
                .chain(() -> tell.tell(
                        settled.stream().map(Settled::before).toList(),
                        settled.stream().map(Settled::after).toList()))
                .chain(() -> giveBack(settled.stream()
                        .filter(Settled::givesBack)
                        .map(Settled::before)
                        .toList()))
                .chain(() -> pauseSenders.whoseConnectionFails(
                        settled.stream().map(Settled::after).toList()))
                .chain(() -> suppress(settled.stream()
                        .map(Settled::after)
                        .filter(touch -> touch.note().code().equals(OPTED_OUT))
                        .toList()));
    }

    /** Who told the vendor to be left alone is left alone. */
    private Uni<Void> suppress(List<Touch> optedOut) {
        return Multi.createFrom()
                .iterable(optedOut)
                .onItem()
                .transformToUniAndConcatenate(touch -> suppress.suppress(
                        touch.plan().tenantId(),
                        touch.plan().channel(),
                        Suppressed.address(touch.message().orElseThrow().to()),
                        OPTED_OUT,
                        Optional.of(touch.plan().leadId()),
                        "outreach-service"))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Within the tenant's transaction.
     *
     * @param free touches that surely did not leave, as they were when they held their part of limits and a credit
     */
    Uni<Void> giveBack(List<Touch> free) {
        if (free.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> ids = free.stream().map(touch -> touch.plan().senderId()).collect(Collectors.toSet());
        return senders.all(ids)
                .map(found -> found.stream().collect(Collectors.toMap(Sender::id, Function.identity())))
                .chain(found -> queue.use(uses(free, found)))
                .chain(() -> queue.wake(ids))
                .chain(() -> accounts.giveBack(free.size()));
    }

    private List<Use> uses(List<Touch> free, Map<UUID, Sender> found) {
        Map<Use, Integer> numbers = new HashMap<>();
        for (Touch touch : free) {
            Sender sender = found.get(touch.plan().senderId());
            Instant counted = touch.attempts().countedAt().orElseThrow();
            if (sender != null) {
                LocalDate day = LocalDate.ofInstant(counted, ZoneOffset.UTC);
                for (SendingLimit limit : Limits.of(sender, LimitPool.of(sender.settings()), 0, day)) {
                    numbers.merge(
                            new Use(limit.subject(), limit.countsUntil(counted, config.lease()), 0), -1, Integer::sum);
                }
            }
        }
        List<Use> uses = new ArrayList<>();
        numbers.forEach((use, number) -> uses.add(new Use(use.subject(), use.until(), number)));
        return uses;
    }
}
