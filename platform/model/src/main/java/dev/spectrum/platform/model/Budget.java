package dev.spectrum.platform.model;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * A tenant's money for models, by day (UTC). Reserved before a call and settled after it, each in one atomic step in Redis,
 * so that however many calls start at once, what is spent and reserved together never passes the limit. A reservation whose
 * process died counts as spent once it has expired. While Redis does not answer, each process lets a small part of the limit
 * through by itself ({@link BudgetWithoutRedis}), because a chat must go on.
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

    // Fields of the hash: spent, reserved, and r:<id> for each reservation; the sorted set holds when each expires.
    private static final String RESERVE = """
            for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[4])) do
              local lost = redis.call('HGET', KEYS[1], 'r:' .. id)
              if lost then
                redis.call('HINCRBY', KEYS[1], 'reserved', 0 - lost)
                redis.call('HINCRBY', KEYS[1], 'spent', lost)
                redis.call('HDEL', KEYS[1], 'r:' .. id)
              end
              redis.call('ZREM', KEYS[2], id)
            end
            local used = tonumber(redis.call('HGET', KEYS[1], 'spent') or '0')
                       + tonumber(redis.call('HGET', KEYS[1], 'reserved') or '0')
            if used + tonumber(ARGV[2]) > tonumber(ARGV[1]) then return {0, used} end
            redis.call('HINCRBY', KEYS[1], 'reserved', ARGV[2])
            redis.call('HSET', KEYS[1], 'r:' .. ARGV[3], ARGV[2])
            redis.call('ZADD', KEYS[2], ARGV[5], ARGV[3])
            redis.call('EXPIRE', KEYS[1], ARGV[6])
            redis.call('EXPIRE', KEYS[2], ARGV[6])
            return {1, used + tonumber(ARGV[2])}
            """;

    // What was granted without Redis is not reserved there, unless only the answer was lost.
    private static final String SETTLE = """
            local reserved = redis.call('HGET', KEYS[1], 'r:' .. ARGV[1])
            if reserved then
              redis.call('HINCRBY', KEYS[1], 'reserved', 0 - reserved)
              redis.call('HINCRBY', KEYS[1], 'spent', ARGV[2])
              redis.call('HDEL', KEYS[1], 'r:' .. ARGV[1])
              redis.call('ZREM', KEYS[2], ARGV[1])
            elseif ARGV[3] == 'unknown' then
              redis.call('HINCRBY', KEYS[1], 'spent', ARGV[2])
              redis.call('EXPIRE', KEYS[1], ARGV[4])
            end
            return 1
            """;

    private final RedisAPI redis;
    private final BudgetWithoutRedis withoutRedis;
    private volatile boolean silent;

    Budget(RedisAPI redis, BudgetWithoutRedis withoutRedis) {
        this.redis = redis;
        this.withoutRedis = withoutRedis;
    }

    /** Money set aside for one call; to be settled exactly once. Amounts in micro-dollars. */
    record Reservation(UUID tenantId, LocalDate day, String id, long amount, boolean inRedis) {}

    /** Fails with {@link ModelRefusal#BUDGET_EXHAUSTED} if the limit leaves no room for the amount. */
    Uni<Reservation> reserve(UUID tenantId, long limit, long amount) {
        Instant now = Instant.now();
        Reservation wanted = new Reservation(
                tenantId,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                amount,
                true);
        withoutRedis.asked(wanted);
        Uni<Response> answer = eval(
                        RESERVE,
                        wanted,
                        Long.toString(limit - withoutRedis.unknownToRedis(wanted)),
                        Long.toString(amount),
                        wanted.id(),
                        Long.toString(now.toEpochMilli()),
                        Long.toString(now.plus(RESERVATION).toEpochMilli()),
                        Long.toString(KEPT.toSeconds()))
                .memoize()
                .indefinitely();
        return inTime(answer)
                .invoke(answered ->
                        withoutRedis.answered(wanted, answered.get(1).toLong()))
                .map(answered -> isGranted(answered) ? Optional.of(wanted) : Optional.<Reservation>empty())
                .onFailure()
                .recoverWithItem(failure -> reserveHere(wanted, limit, answer, failure))
                .map(granted -> granted.orElseThrow(Budget::refusal));
    }

    private static boolean isGranted(Response answer) {
        return answer.get(0).toInteger() == 1;
    }

    /** The reservation may be in Redis already, or still get there: here it counts as if it were. */
    private Optional<Reservation> reserveHere(Reservation wanted, long limit, Uni<Response> answer, Throwable failure) {
        LOG.warnf("Redis does not answer, the budget is kept here for now: %s", failure);
        if (withoutRedis.grants(wanted, limit)) {
            return Optional.of(new Reservation(wanted.tenantId(), wanted.day(), wanted.id(), wanted.amount(), false));
        } else if (isLate(failure)) {
            answer.subscribe()
                    .with(
                            late -> settle(wanted, 0).subscribe().with(released -> {}),
                            never -> LOG.debugf("No reservation to release: %s", never));
            throw new ModelException(ModelRefusal.OVERLOADED, "no reservation in time", failure);
        }
        return Optional.empty();
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof ConnectionPoolTooBusyException;
    }

    /** Replaces the reservation by what the call really cost; 0 releases it. Never fails: an unsettled reservation expires. */
    Uni<Void> settle(Reservation reservation, long spent) {
        return inTime(eval(
                        SETTLE,
                        reservation,
                        reservation.id(),
                        Long.toString(spent),
                        reservation.inRedis() ? "known" : "unknown",
                        Long.toString(KEPT.toSeconds())))
                .invoke(() -> withoutRedis.settled(reservation, 0))
                .onFailure()
                .invoke(failure -> {
                    LOG.warnf("A reservation stays until it expires: %s", failure.getMessage());
                    withoutRedis.settled(reservation, spent);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static ModelException refusal() {
        return new ModelException(ModelRefusal.BUDGET_EXHAUSTED, "the tenant's budget of the day is used up", null);
    }

    private Uni<Response> eval(String script, Reservation reservation, String... arguments) {
        // The braces keep a tenant's keys in one slot of a Redis cluster.
        String hash = "budget:{" + reservation.tenantId() + "}:" + reservation.day();
        List<String> command = new java.util.ArrayList<>(List.of(script, "2", hash, hash + ":expiry"));
        command.addAll(List.of(arguments));
        return redis.eval(command);
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
