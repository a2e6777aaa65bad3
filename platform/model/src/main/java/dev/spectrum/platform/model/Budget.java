package dev.spectrum.platform.model;

import dev.spectrum.platform.model.BudgetScripts.Script;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A tenant's money for models, by day (UTC). Reserved before a call and settled after it, each in one atomic step in Redis,
 * so that however many calls start at once, what is spent and reserved together never passes the limit. A reservation whose
 * process died counts as spent once it has expired. While Redis does not answer, each process lets a small part of the limit
 * through by itself ({@link KnownDay}), because a chat must go on. A Redis that has lost its data is told by each process
 * what it knew, and by the ledger what was spent ({@link LedgerTotals}); while a process does not know the ledger's total,
 * it does with an empty Redis as with none.
 */
@ApplicationScoped
public class Budget {

    private static final Logger LOG = Logger.getLogger(Budget.class);
    private static final Duration RESERVATION = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(2);
    /** Long enough for a thousand calls at once on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** With a Redis that has not answered when it was last asked. */
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(200);
    /** Between two attempts to settle with a Redis that does not answer. */
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(5);
    /** For answers that are under way when an account turns out to be lost. */
    private static final Duration HEARING = Duration.ofSeconds(1);
    /** How often in a row an account may be lost. */
    private static final int LOSSES = 3;

    private final RedisAPI redis;
    private final LedgerTotals ledger;
    private final double shareWithoutRedis;
    private final KnownDays known = new KnownDays();
    private final String process = UUID.randomUUID().toString();
    /** Redis hung when it was last asked. */
    private volatile boolean silent;
    /** Redis gave no answer that counts when it was last asked; said once. */
    private volatile boolean away;

    Budget(RedisAPI redis, LedgerTotals ledger, ModelsConfig config) {
        this.redis = redis;
        this.ledger = ledger;
        this.shareWithoutRedis = config.shareWithoutRedis();
    }

    /** When the day ends and every budget is whole again: the next midnight of UTC. */
    public static Instant resetsAt() {
        return LocalDate.now(ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** What a tenant has used of today's limit, in micro-dollars, as Redis has it. */
    public record Used(long spent, long reserved) {}

    /** Empty if Redis does not answer or knows nothing of the day. */
    public Uni<Optional<Used>> used(UUID tenantId) {
        return inTime(redis.hmget(
                        List.of(key(tenantId, LocalDate.now(ZoneOffset.UTC)), "account", "spent", "reserved")))
                .map(fields -> fields.get(0) == null
                        ? Optional.<Used>empty()
                        : Optional.of(new Used(number(fields.get(1)), number(fields.get(2)))))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static long number(@org.jspecify.annotations.Nullable Response field) {
        return field == null ? 0 : field.toLong();
    }

    /**
     * Money set aside for one call; to be settled exactly once.
     *
     * @param amount in micro-dollars
     * @param inRedis whether Redis granted it
     */
    record Reservation(UUID tenantId, LocalDate day, String id, long amount, Instant expiresAt, boolean inRedis) {

        Reservation withoutRedis() {
            return new Reservation(tenantId, day, id, amount, expiresAt, false);
        }

        Reservation of(long otherAmount) {
            return new Reservation(tenantId, day, id, otherAmount, expiresAt, inRedis);
        }
    }

    /**
     * What Redis says to a wish.
     *
     * @param account which of the day's accounts it speaks of
     * @param used spent and reserved
     * @param lifted what of that the ledger had to add
     */
    record Answer(String verdict, String account, long spent, long used, long lifted) {

        static Answer of(Response said) {
            return new Answer(
                    said.get(0).toString(),
                    said.get(1).toString(),
                    said.get(2).toLong(),
                    said.get(3).toLong(),
                    said.get(4).toLong());
        }

        boolean isGranted() {
            return verdict.equals("granted");
        }

        boolean isKnown() {
            return isGranted() || verdict.equals("full");
        }
    }

    /** Redis answers, and has not the account that this process knows. */
    private static final class AccountLost extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String account;

        AccountLost(String account) {
            super("Redis has lost what was spent today", null, false, false);
            this.account = account;
        }
    }

    /** Redis answers, and does not know what was spent. */
    private static final class SpentUnknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        SpentUnknown(String message) {
            super(message, null, false, false);
        }
    }

    /** Fails with {@link ModelRefusal#BUDGET_EXHAUSTED} if the limit leaves no room for the amount. */
    Uni<Reservation> reserve(UUID tenantId, long limit, long amount) {
        // What is known counts when it is asked for, not when the question was put together.
        return Uni.createFrom().deferred(() -> reserveNow(tenantId, limit, amount));
    }

    private Uni<Reservation> reserveNow(UUID tenantId, long limit, long amount) {
        Instant now = Instant.now();
        Reservation wanted = new Reservation(
                tenantId,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                amount,
                now.plus(RESERVATION),
                true);
        KnownDay day = known.of(wanted);
        day.ask(amount);
        Uni<Answer> answer = ask(wanted, limit).memoize().indefinitely();
        return inTime(answer)
                .invoke(answered -> day.answered(wanted, answered))
                .invoke(answered -> away = false)
                .onItemOrFailure()
                .transformToUni((answered, failure) -> {
                    if (failure != null) {
                        return reserveHere(wanted, limit, answer, failure);
                    }
                    return answered.isGranted() ? Uni.createFrom().item(wanted) : refuse();
                });
    }

    /** An answer that says what is used. */
    private Uni<Answer> ask(Reservation wanted, long limit) {
        KnownDay day = known.of(wanted);
        return tellingOfLosses(
                        wanted,
                        () -> heard(
                                        day,
                                        BudgetScripts.RESERVE,
                                        wanted,
                                        day.account(),
                                        List.of(
                                                Long.toString(limit - day.unknownToRedis()),
                                                Long.toString(wanted.amount()),
                                                wanted.id(),
                                                Long.toString(Instant.now().toEpochMilli()),
                                                Long.toString(wanted.expiresAt().toEpochMilli()),
                                                Long.toString(KEPT.toSeconds()),
                                                Long.toString(ledger.spent(wanted.tenantId(), wanted.day())
                                                        .orElse(-1))))
                                .map(Answer::of)
                                .chain(answer -> ofTheKnownAccount(wanted, answer)))
                .chain(answer -> answer.isKnown()
                        ? Uni.createFrom().item(answer)
                        : Uni.createFrom().failure(new SpentUnknown("Redis does not know what was spent today")));
    }

    /** Who asks before knowing of an account may open another one, when that is lost meanwhile: then the grant does not count. */
    private Uni<Answer> ofTheKnownAccount(Reservation wanted, Answer answer) {
        String account = known.of(wanted).account();
        return account.isEmpty() || !answer.isKnown() || answer.account().equals(account)
                ? Uni.createFrom().item(answer)
                : release(wanted).chain(() -> Uni.createFrom().failure(new AccountLost(account)));
    }

    /** Asks again after a Redis that has lost the account was told what this process knew of it. */
    private <T> Uni<T> tellingOfLosses(Reservation about, Supplier<Uni<? extends T>> asking) {
        return Uni.createFrom()
                .deferred(asking)
                .onFailure(AccountLost.class)
                .call(lost ->
                        afterWhatIsUnderWay(known.of(about)).chain(() -> tell(about, ((AccountLost) lost).account)))
                .onFailure(AccountLost.class)
                .retry()
                .atMost(LOSSES);
    }

    private Uni<Void> tell(Reservation wanted, String lost) {
        KnownDay day = known.of(wanted);
        Optional<KnownDay.Told> knew = day.tellIfLost(lost);
        if (knew.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        KnownDay.Told told = knew.get();
        List<String> arguments = new ArrayList<>(List.of(
                process,
                lost,
                Long.toString(told.spent()),
                UUID.randomUUID().toString(),
                Long.toString(KEPT.toSeconds())));
        for (Reservation open : told.open()) {
            arguments.add(open.id());
            arguments.add(Long.toString(open.amount()));
            arguments.add(Long.toString(open.expiresAt().toEpochMilli()));
        }
        return eval(BudgetScripts.TELL, wanted, arguments.toArray(String[]::new))
                .invoke(said -> day.succeeded(
                        told,
                        said.get(0).toString(),
                        said.get(1).toLong(),
                        said.get(2).toLong()))
                .replaceWithVoid();
    }

    /** The reservation may be in Redis already, or still get there: here it counts as if it were. */
    private Uni<Reservation> reserveHere(Reservation wanted, long limit, Uni<Answer> answer, Throwable failure) {
        noteAway(failure);
        KnownDay day = known.of(wanted);
        if (day.grants(wanted.amount(), limit, shareWithoutRedis)) {
            return Uni.createFrom().item(wanted.withoutRedis());
        }
        answer.subscribe()
                .with(
                        late -> release(wanted).subscribe().with(released -> {}, LOG::debug),
                        never -> LOG.debugf("No reservation to release: %s", never));
        return day.hasRoomFor(wanted.amount(), limit)
                ? Uni.createFrom()
                        .failure(new ModelException(ModelRefusal.OVERLOADED, "no reservation in time", failure))
                : refuse();
    }

    private Uni<Response> release(Reservation neverUsed) {
        return eval(
                BudgetScripts.SETTLE, neverUsed, "", neverUsed.id(), "0", "", Long.toString(KEPT.toSeconds()), "", "0");
    }

    private void noteAway(Throwable failure) {
        if (!away) {
            away = true;
            LOG.warnf("Redis does not answer, the budget is kept here for now: %s", failure);
        }
    }

    /**
     * By how much the ledger has lifted the day until now. Whatever it lifts from now on may be what a call cost that it hears of
     * before the budget settles it.
     */
    KnownDay.Lift lift(Reservation reservation) {
        return known.of(reservation).lift();
    }

    /** Of a call that the ledger has not heard of. */
    Uni<Void> settle(Reservation reservation, long spent) {
        return settle(reservation, spent, lift(reservation));
    }

    /**
     * Replaces the reservation by what the call really cost; 0 releases it. Never fails: it is tried again until the reservation
     * expires.
     *
     * @param before the ledger could hear of it
     */
    Uni<Void> settle(Reservation reservation, long spent, KnownDay.Lift before) {
        return reservation.inRedis()
                ? settleInRedis(reservation, spent, before)
                : settleHere(reservation, spent, before);
    }

    private Uni<Void> settleInRedis(Reservation reservation, long spent, KnownDay.Lift before) {
        KnownDay day = known.of(reservation);
        return tellingOfLosses(
                        reservation,
                        () -> day.end(reservation)
                                .map(account -> settle(reservation, spent, account, before)
                                        .invoke(() -> day.heardEnd(reservation))
                                        .onFailure()
                                        .invoke(failure -> day.notHeardEnd(reservation)))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                // A reservation that expires although its call was settled would be paid twice: by what it cost, and as
                // lost.
                .invoke(failure -> again(reservation, spent, before, reservation.expiresAt(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settleHere(Reservation reservation, long spent, KnownDay.Lift before) {
        KnownDay day = known.of(reservation);
        return tellingOfLosses(reservation, () -> settle(reservation, spent, "", before))
                .invoke(() -> day.settledHere(reservation.amount(), 0))
                .onFailure()
                .invoke(failure -> {
                    day.settledHere(reservation.amount(), spent);
                    again(
                            reservation.of(spent),
                            spent,
                            before,
                            reservation.expiresAt().plus(KEPT),
                            failure);
                })
                .onFailure()
                .recoverWithNull();
    }

    private void again(Reservation reservation, long spent, KnownDay.Lift before, Instant until, Throwable failure) {
        noteAway(failure);
        if (Instant.now().isBefore(until)) {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(BEFORE_RETRY)
                    .chain(() -> settle(reservation, spent, before))
                    .subscribe()
                    .with(settled -> {}, LOG::debug);
        }
    }

    private Uni<Void> settle(Reservation reservation, long spent, String account, KnownDay.Lift before) {
        KnownDay day = known.of(reservation);
        KnownDay.Lift since = day.since(before);
        List<String> arguments = List.of(
                reservation.id(),
                Long.toString(spent),
                account,
                Long.toString(KEPT.toSeconds()),
                since.account(),
                Long.toString(since.lifted()));
        return inTime(heard(day, BudgetScripts.SETTLE, reservation, day.account(), arguments))
                .invoke(said -> day.settled(
                        said.get(0).toString(),
                        said.get(1).toLong(),
                        said.get(2).toLong()))
                .replaceWithVoid();
    }

    private static Uni<Reservation> refuse() {
        return Uni.createFrom()
                .failure(new ModelException(
                        ModelRefusal.BUDGET_EXHAUSTED, "the tenant's budget of the day is used up", null));
    }

    /**
     * A reservation that ended without being settled, because its process died.
     *
     * @param at when it was made
     * @param microUsd what was reserved, which counts as spent
     */
    public record Lost(UUID id, Instant at, long microUsd) {

        private static Lost of(String id, String amountAndExpiry) {
            int colon = amountAndExpiry.indexOf(':');
            return new Lost(
                    UUID.fromString(id),
                    Instant.ofEpochMilli(Long.parseLong(amountAndExpiry.substring(colon + 1)))
                            .minus(RESERVATION),
                    Long.parseLong(amountAndExpiry.substring(0, colon)));
        }
    }

    /** Those of a day that the ledger has not heard of; each is told again until {@link #recorded}. */
    public Uni<List<Lost>> lost(UUID tenantId, LocalDate day) {
        return eval(
                        BudgetScripts.LOST,
                        tenantId,
                        day,
                        Long.toString(Instant.now().toEpochMilli()),
                        Long.toString(KEPT.toSeconds()))
                .map(found -> {
                    List<Lost> lost = new ArrayList<>();
                    for (int i = 0; i < found.size(); i += 2) {
                        lost.add(Lost.of(
                                found.get(i).toString(), found.get(i + 1).toString()));
                    }
                    return lost;
                });
    }

    /** The ledger has them. */
    public Uni<Void> recorded(UUID tenantId, LocalDate day, List<Lost> lost) {
        List<String> command = new ArrayList<>(List.of(key(tenantId, day) + ":lost"));
        lost.forEach(one -> command.add(one.id().toString()));
        return redis.hdel(command).replaceWithVoid();
    }

    /** What a lost account granted and took just before may be told a moment after the loss: by another connection. */
    private static Uni<Void> afterWhatIsUnderWay(KnownDay day) {
        return Uni.createFrom()
                .completionStage(day::heardAll)
                .ifNoItem()
                .after(HEARING)
                .recoverWithItem(() -> null);
    }

    /**
     * The day knows that an answer is under way, until whoever asked has made use of it. Fails with {@link AccountLost}.
     *
     * @param account that this process goes by, the script's first argument; empty if it knows none
     */
    private Uni<Response> heard(
            KnownDay day, Script script, Reservation reservation, String account, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(account));
        all.addAll(arguments);
        return Uni.createFrom().emitter(asker -> {
            CompletableFuture<Void> heard = day.listens();
            eval(script, reservation, all.toArray(String[]::new))
                    .subscribe()
                    .with(
                            said -> {
                                if (said.get(0).toString().equals("lost")) {
                                    asker.fail(new AccountLost(account));
                                } else {
                                    asker.complete(said);
                                }
                                heard.complete(null);
                            },
                            failure -> {
                                asker.fail(failure);
                                heard.complete(null);
                            });
        });
    }

    private Uni<Response> eval(Script script, Reservation reservation, String... arguments) {
        return eval(script, reservation.tenantId(), reservation.day(), arguments);
    }

    /** By its digest; the whole of it goes to a Redis that does not know it (any more). */
    private Uni<Response> eval(Script script, UUID tenantId, LocalDate day, String... arguments) {
        String hash = key(tenantId, day);
        List<String> command = new ArrayList<>(List.of(script.digest(), "3", hash, hash + ":expiry", hash + ":lost"));
        command.addAll(List.of(arguments));
        return redis.evalsha(command).onFailure(Budget::isUnknownScript).recoverWithUni(() -> {
            command.set(0, script.text());
            return redis.eval(command);
        });
    }

    private static boolean isUnknownScript(Throwable refused) {
        return String.valueOf(refused.getMessage()).startsWith("NOSCRIPT");
    }

    /** The braces keep a tenant's keys in one slot of a Redis cluster. */
    static String key(UUID tenantId, LocalDate day) {
        return "budget:{" + tenantId + "}:" + day;
    }

    /** Waits once for a Redis that hangs, and then no more than a moment until it has answered again. */
    private <T> Uni<T> inTime(Uni<T> answer) {
        return answer.ifNoItem()
                .after(silent ? LITTLE_PATIENCE : PATIENCE)
                .fail()
                .onItemOrFailure()
                .invoke((answered, failure) -> silent = failure instanceof TimeoutException);
    }
}
