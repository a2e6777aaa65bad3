package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.accounts.Accounts;
import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.approvals.DecideApproval;
import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.LimitUse;
import dev.spectrum.outreach.senders.domain.Limits;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import dev.spectrum.outreach.suppressions.Suppressions;
import dev.spectrum.outreach.suppressions.UnsubscribeLinks;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import dev.spectrum.outreach.touches.SendQueue.Due;
import dev.spectrum.outreach.touches.SendQueue.Next;
import dev.spectrum.outreach.touches.SendQueue.Ready;
import dev.spectrum.outreach.touches.SendQueue.Use;
import dev.spectrum.outreach.touches.SendQueue.Wanted;
import dev.spectrum.outreach.touches.domain.Refusal;
import dev.spectrum.outreach.touches.domain.Room;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.SendPolicy;
import dev.spectrum.outreach.touches.domain.SendRound;
import dev.spectrum.outreach.touches.domain.SequenceFacts;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Takes due touches of one tenant and decides what becomes of each, in one transaction and a fixed number of statements,
 * whatever their number: everything that decides is read, the policies say which may be sent, the limits of their senders are
 * counted, a credit is reserved for each, its message is written down, and it is marked as sending.
 */
@ApplicationScoped
class ClaimTouches {

    /** Looked through for one that may leave now where others are put off. */
    private static final int CANDIDATES = 3;

    private static final Duration LOOK_ANYWAY = Duration.ofHours(1);

    private final SendQueue queue;
    private final Touches touches;
    private final WriteMessage writeMessage;
    private final ReadSequence readSequence;
    private final DecideApproval decideApproval;
    private final UnsubscribeLinks links;
    private final TellOfTouches tell;
    private final Campaigns campaigns;
    private final Suppressions suppressions;
    private final Accounts accounts;
    private final SendingConfig config;
    private final TenantTransaction transaction;

    ClaimTouches(
            SendQueue queue,
            Touches touches,
            WriteMessage writeMessage,
            ReadSequence readSequence,
            DecideApproval decideApproval,
            UnsubscribeLinks links,
            TellOfTouches tell,
            Campaigns campaigns,
            Suppressions suppressions,
            Accounts accounts,
            SendingConfig config,
            TenantTransaction transaction) {
        this.queue = queue;
        this.touches = touches;
        this.writeMessage = writeMessage;
        this.readSequence = readSequence;
        this.decideApproval = decideApproval;
        this.links = links;
        this.tell = tell;
        this.campaigns = campaigns;
        this.suppressions = suppressions;
        this.accounts = accounts;
        this.config = config;
        this.transaction = transaction;
    }

    /**
     * @param toSend with their messages, marked as sending, held by the claim
     * @param moreMayBeDue something became of some, so others may be due behind them
     */
    record Claimed(List<Touch> toSend, boolean moreMayBeDue) {

        static final Claimed NOTHING = new Claimed(List.of(), false);
    }

    /** Everything of one claim that was read. */
    private record Found(
            List<Ready> senders,
            Instant now,
            SendRound round,
            List<Due> due,
            Map<UUID, Campaign> campaigns,
            List<Suppression> suppressions,
            Map<UUID, SequenceFacts> sequences,
            Map<UUID, Instant> fullUntil) {}

    /** What was decided. */
    private record Decided(
            List<Touch> before,
            List<Touch> after,
            List<Touch> toSend,
            List<UnsubscribeLink> links,
            List<Approval> asked) {}

    Uni<Claimed> claim(UUID tenantId, UUID claim, int most) {
        return transaction.run(
                tenantId,
                () -> queue.lookByKeys()
                        .chain(() -> queue.holdReadySenders(most))
                        .chain(ids -> ids.isEmpty()
                                ? nothing()
                                : queue.ready(ids).chain(ready -> claim(ready, claim, most))));
    }

    private static Uni<Claimed> nothing() {
        return Uni.createFrom().item(Claimed.NOTHING);
    }

    private Uni<Claimed> claim(List<Ready> senders, UUID claim, int most) {
        if (senders.isEmpty()) {
            return nothing();
        }
        Instant now = senders.getFirst().now();
        Map<UUID, List<SendingLimit>> limits = new HashMap<>();
        senders.stream().filter(ready -> maySend(ready, now)).forEach(ready -> limits.put(ready.id(), limits(ready)));
        return queue.used(
                        limits.values().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .toList(),
                        now)
                .chain(used -> accounts.find().map(account -> round(senders, limits, used, account, most)))
                .chain(round -> take(senders, round, now, most)
                        .chain(found -> decide(found).chain(decided -> save(found, decided, claim))));
    }

    private static boolean maySend(Ready ready, Instant now) {
        return ready.sender().filter(sender -> sender.pause().isEmpty()).isPresent()
                && !ready.pacedUntil().isAfter(now);
    }

    private static List<SendingLimit> limits(Ready ready) {
        return Limits.of(
                ready.sender().orElseThrow(),
                ready.pool(),
                ready.poolMost(),
                LocalDate.ofInstant(ready.now(), ZoneOffset.UTC));
    }

    private static SendRound round(
            List<Ready> senders,
            Map<UUID, List<SendingLimit>> limits,
            Map<String, LimitUse> used,
            Account account,
            int most) {
        SendRound round = new SendRound(account);
        for (Ready ready : senders) {
            List<SendingLimit> limited = limits.get(ready.id());
            if (limited != null) {
                boolean waits = ready.sender().orElseThrow().settings().pace().waits();
                round.admit(ready.id(), limited, used, waits ? 1 : most);
            }
        }
        return round;
    }

    private Uni<Found> take(List<Ready> senders, SendRound round, Instant now, int most) {
        Map<UUID, Instant> fullUntil = new HashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        int rest = most;
        for (Ready ready : senders) {
            boolean deleted = ready.sender().isEmpty();
            if (deleted || maySend(ready, now)) {
                Room room = deleted ? Room.of(most) : round.room(ready.id());
                room.fullUntil().ifPresent(time -> fullUntil.put(ready.id(), time));
                // A full one's first is looked at all the same, to say why it waits.
                int some =
                        room.left() == 0 ? 1 : Math.max(room.left() == 1 ? CANDIDATES : 0, Math.min(room.left(), rest));
                wanted.add(new Wanted(ready.id(), some));
                rest = Math.max(1, rest - room.left());
            }
        }
        return queue.take(wanted, now)
                .chain(due -> read(due, now)
                        .map(found -> new Found(
                                senders,
                                now,
                                round,
                                due,
                                found.campaigns(),
                                found.suppressions(),
                                found.sequences(),
                                fullUntil)));
    }

    private record Read(
            Map<UUID, Campaign> campaigns, List<Suppression> suppressions, Map<UUID, SequenceFacts> sequences) {}

    private Uni<Read> read(List<Due> due, Instant now) {
        Set<UUID> campaignIds =
                due.stream().map(one -> one.touch().plan().campaignId()).collect(Collectors.toSet());
        Set<Suppressed> covering = new HashSet<>();
        due.forEach(one -> {
            String address = SendFacts.address(one.touch(), one.lead());
            if (!address.isBlank()) {
                covering.addAll(covering(one.touch(), address));
            }
        });
        return Multi.createFrom()
                .iterable(campaignIds)
                .onItem()
                .transformToUniAndConcatenate(campaigns::find)
                .collect()
                .asList()
                .map(found -> found.stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toMap(Campaign::id, campaign -> campaign)))
                .chain(found -> suppressions
                        .all(covering)
                        .chain(suppressed -> readSequence
                                .read(due.stream().map(Due::touch).toList(), found)
                                .map(sequences -> new Read(found, suppressed, sequences))));
    }

    private Uni<Decided> decide(Found found) {
        Map<UUID, Sender> senders = found.senders().stream()
                .flatMap(ready -> ready.sender().stream())
                .collect(Collectors.toMap(Sender::id, sender -> sender));
        Decided decided = new Decided(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<UUID> paused = new HashSet<>();
        for (Due due : found.due()) {
            Touch touch = due.touch();
            Room room = found.round().room(touch.plan().senderId());
            Campaign campaign = found.campaigns().get(touch.plan().campaignId());
            if (campaign == null || room.left() == 0 && room.fullUntil().isEmpty()) {
                // Its sender waits from now on; whatever comes before the limit in the list is looked at in its turn.
                continue;
            }
            SendFacts facts = new SendFacts(
                    touch,
                    campaign,
                    due.lead(),
                    Optional.ofNullable(senders.get(touch.plan().senderId())),
                    suppression(touch, due, found.suppressions()),
                    due.thread(),
                    due.sequenceEnded(),
                    found.round().account(),
                    room,
                    found.sequences().getOrDefault(touch.id(), SequenceFacts.NONE),
                    found.now());
            Touch after = decide(facts, found, decided);
            decided.before().add(touch);
            decided.after().add(after);
            if (campaign.status() != CampaignStatus.RUNNING) {
                paused.add(campaign.id());
            }
        }
        return notHeldByOneJustResumed(decided, paused);
    }

    private Touch decide(SendFacts facts, Found found, Decided decided) {
        Touch touch = facts.touch();
        Optional<Touch> over = givenUp(touch, facts.now());
        if (over.isPresent()) {
            return over.get();
        }
        Optional<Refusal> refusal = SendPolicy.firstRefusal(facts);
        if (refusal.isPresent()) {
            if (refusal.get() instanceof Refusal.UntilApproved) {
                decided.asked().add(facts.sequence().toApprove(facts));
            }
            return touch.refused(refusal.get());
        }
        WriteMessage.Written written = writeMessage.write(facts);
        found.round().take(touch.plan().senderId(), touch.attempts().countedAt().isPresent());
        written.link().ifPresent(decided.links()::add);
        Touch sending =
                touch.sending(written.message(), facts.now(), facts.now().plus(config.lease()));
        decided.toSend().add(sending);
        return sending;
    }

    /** Attempts whose worker died count too, and no attempt is repeated under a key that may be forgotten. */
    private Optional<Touch> givenUp(Touch touch, Instant now) {
        if (touch.attempts().count() >= config.attempts()) {
            return Optional.of(touch.failed(new Note("attempts-used-up", "It was tried too often.")));
        }
        boolean keyMayBeForgotten = touch.attempts().maybeDelivered()
                && touch.attempts()
                        .firstAt()
                        .filter(first -> first.plus(config.keyLifetime()).isBefore(now))
                        .isPresent();
        return keyMayBeForgotten
                ? Optional.of(touch.unknown(
                        new Note("unknown-outcome", "It may have been delivered, too long ago to be repeated safely.")))
                : Optional.empty();
    }

    /** Only an email's address belongs to a domain. */
    private static List<Suppressed> covering(Touch touch, String address) {
        return touch.plan().channel() == Channel.EMAIL
                ? Suppressed.covering(address)
                : List.of(Suppressed.address(address));
    }

    private static Optional<Suppression> suppression(Touch touch, Due due, List<Suppression> suppressions) {
        String address = SendFacts.address(touch, due.lead());
        if (address.isBlank() || suppressions.isEmpty()) {
            return Optional.empty();
        }
        Set<Suppressed> covering = new HashSet<>(covering(touch, address));
        return suppressions.stream()
                .filter(one -> one.channel() == touch.plan().channel() && covering.contains(one.suppressed()))
                .findFirst();
    }

    /** A campaign that is resumed at this moment has let go what it held: nothing may be held after that. */
    private Uni<Decided> notHeldByOneJustResumed(Decided decided, Set<UUID> paused) {
        return Multi.createFrom()
                .iterable(paused)
                .onItem()
                .transformToUniAndConcatenate(id -> campaigns.lockedStatus(id).map(status -> Map.entry(id, status)))
                .filter(status -> status.getValue() == CampaignStatus.RUNNING)
                .map(Map.Entry::getKey)
                .collect()
                .asSet()
                .invoke(resumed -> decided.after()
                        .replaceAll(touch ->
                                touch.isHeld() && resumed.contains(touch.plan().campaignId())
                                        ? touch.toBeTriedAgain(
                                                touch.claimableAt(),
                                                new Note(touch.note().code(), "The campaign was just resumed."))
                                        : touch))
                .replaceWith(decided);
    }

    private Uni<Claimed> save(Found found, Decided decided, UUID claim) {
        return touches.save(decided.after(), claim)
                .chain(() -> links.addAll(decided.links()))
                .chain(() -> decideApproval.ask(decided.asked()))
                .chain(() -> tell.tell(decided.before(), decided.after()))
                .chain(() -> queue.use(uses(found)))
                .chain(() -> queue.lookAgain(next(found)))
                .chain(() -> accounts.reserve(found.round().credits()))
                .map(reserved -> {
                    if (!reserved) {
                        throw new CreditsTakenMeanwhile();
                    }
                    return new Claimed(decided.toSend(), !decided.after().isEmpty());
                });
    }

    private Collection<Use> uses(Found found) {
        Map<String, Use> uses = new HashMap<>();
        for (Ready ready : found.senders()) {
            int sent = found.round().sent(ready.id());
            if (sent > 0) {
                for (SendingLimit limit : found.round().limits(ready.id())) {
                    uses.merge(
                            limit.subject(),
                            new Use(limit.subject(), limit.countsUntil(found.now(), config.lease()), sent),
                            (one, other) -> new Use(one.subject(), one.until(), one.number() + other.number()));
                }
            }
        }
        return uses.values();
    }

    private static List<Next> next(Found found) {
        return found.senders().stream().map(ready -> next(ready, found)).toList();
    }

    private static Next next(Ready ready, Found found) {
        Instant paced = ready.pacedUntil();
        if (ready.sender().isPresent() && found.round().sent(ready.id()) > 0) {
            paced = found.now()
                    .plus(ready.sender()
                            .get()
                            .settings()
                            .pace()
                            .next(ThreadLocalRandom.current().nextDouble()));
        }
        boolean paused =
                ready.sender().filter(sender -> sender.pause().isPresent()).isPresent();
        Instant full = paused ? SendRound.NEVER : found.fullUntil().getOrDefault(ready.id(), Instant.EPOCH);
        // Tomorrow a sender that warms up may send more, whatever its limit says now.
        Instant latest = found.now().plus(LOOK_ANYWAY);
        return new Next(ready.id(), paced, full.isAfter(latest) ? latest : full);
    }

    /** Another claim reserved the last credits between this one's look and its commit: it is made again. */
    static final class CreditsTakenMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CreditsTakenMeanwhile() {
            super("Credits that were there have been taken meanwhile");
        }
    }
}
