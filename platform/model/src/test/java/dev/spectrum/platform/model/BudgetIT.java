package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.ToldEvent;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BudgetIT {

    private static final long CENTS = 10_000;
    private static final long LIMIT = 500 * CENTS;
    private static final long CALL = 10 * CENTS;

    @Inject
    Budget budget;

    @Inject
    LedgerTotals ledger;

    @Inject
    ModelsConfig config;

    @Inject
    RedisAPI redis;

    private final UUID tenant = UUID.randomUUID();

    @BeforeEach
    void theLedgersTotalsAreKnown() {
        await().until(() -> ledger.spent(tenant, today()).isPresent());
    }

    @Test
    void aThousandCallsAtOnceSpendTheLimitAndNoMore() {
        AtomicInteger spent = new AtomicInteger();
        spend(1000, budget, spent);
        assertThat(spent.get() * CALL).isBetween(490 * CENTS, LIMIT);
        assertThat(field("spent")).isEqualTo(spent.get() * CALL);
        assertThat(field("reserved")).isZero();
    }

    @Test
    void aThousandCallsOfTwoProcessesSpendTheLimitAndNoMore() {
        Budget other = anotherProcess();
        AtomicInteger spent = new AtomicInteger();
        join(IntStream.range(0, 1000)
                .mapToObj(i -> call(i % 2 == 0 ? budget : other, LIMIT, spent))
                .toList());
        assertThat(spent.get() * CALL).isBetween(490 * CENTS, LIMIT);
    }

    @Test
    void killingRedisInTheMiddleDoesNotLetAProcessSpendMore() throws Exception {
        TemporaryServer<RedisServer> server = RealServers.redis();
        AtomicInteger spent = new AtomicInteger();
        spend(30, budget, spent);
        assertThat(spent).hasValue(30);
        List<Budget.Reservation> underWay = granted(5);

        kill(server);
        try {
            forget(server);
            spend(500, budget, spent);
        } finally {
            server.start();
        }
        int withoutRedis = spent.get() - 30;
        assertThat(withoutRedis * CALL).as("5%% of the limit").isLessThanOrEqualTo(LIMIT / 20);
        spend(1000, budget, spent);

        // Five are still under way: what is spent and what they may spend are the limit.
        assertThat((spent.get() + 5) * CALL).isBetween(490 * CENTS, LIMIT);
        underWay.forEach(reservation -> budget.settle(reservation, CALL).await().indefinitely());
        spend(100, budget, spent);
        assertThat((spent.get() + 5) * CALL).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void killingRedisWhileAThousandCallsRunDoesNotLetThemSpendMore() throws Exception {
        TemporaryServer<RedisServer> server = RealServers.redis();
        AtomicInteger spent = new AtomicInteger();
        Uni<?> running = aThousandCalls(spent);
        await().until(() -> spent.get() >= 10);
        kill(server);
        try {
            forget(server);
        } finally {
            server.start();
        }
        running.await().indefinitely();
        spend(1000, budget, spent);

        assertThat(spent.get() * CALL).isBetween(490 * CENTS, LIMIT);
    }

    @RepeatedTest(5)
    void flushingRedisAgainAndAgainWhileAThousandCallsRunDoesNotLetThemSpendMore() {
        AtomicInteger spent = new AtomicInteger();
        Uni<?> running = aThousandCalls(spent);
        for (int before : List.of(5, 12, 20, 28, 40)) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> spent.get() >= before);
            redis.flushall(List.of()).await().indefinitely();
        }
        running.await().indefinitely();
        spend(1000, budget, spent);

        assertThat(spent.get() * CALL).isBetween(450 * CENTS, LIMIT);
    }

    /** Of which twenty run at a time. */
    private Uni<?> aThousandCalls(AtomicInteger spent) {
        Uni<?> running = Uni.join()
                .all(IntStream.range(0, 1000)
                        .mapToObj(i -> call(budget, LIMIT, spent))
                        .toList())
                .usingConcurrencyOf(20)
                .andCollectFailures()
                .onFailure()
                .recoverWithNull()
                .memoize()
                .indefinitely();
        running.subscribe().with(done -> {});
        return running;
    }

    @Test
    void aFlushedRedisIsToldWhatWasSpentAndWhatIsUnderWay() {
        AtomicInteger spent = new AtomicInteger();
        spend(20, budget, spent);
        List<Budget.Reservation> underWay = granted(10);
        redis.flushall(List.of()).await().indefinitely();

        spend(1000, budget, spent);

        assertThat(spent).hasValue(40);
        underWay.forEach(reservation -> budget.settle(reservation, 0).await().indefinitely());
        spend(1000, budget, spent);
        assertThat(spent.get() * CALL).as("what was released is free again").isEqualTo(LIMIT);
    }

    @Test
    void aKeyThatIsGoneIsNoFreshDay() {
        AtomicInteger spent = new AtomicInteger();
        spend(50, budget, spent);
        redis.del(List.of(key(), key() + ":expiry")).await().indefinitely();
        assertThat(reserve(budget, LIMIT, CALL)).isEmpty();
    }

    @Test
    void aCallThatWasUnderWayWhenRedisLostItIsSpentAllTheSame() {
        Budget.Reservation underWay = reserve(budget, LIMIT, CALL).orElseThrow();
        redis.flushall(List.of()).await().indefinitely();
        budget.settle(underWay, 7 * CENTS).await().indefinitely();
        assertThat(field("spent")).isEqualTo(7 * CENTS);
    }

    @Test
    void twoProcessesTellALostRedisWhatBothHaveUnderWay() {
        Budget other = anotherProcess();
        AtomicInteger spent = new AtomicInteger();
        spend(10, budget, spent);
        spend(10, other, spent);
        granted(5);
        assertThat(reserve(other, LIMIT, 5 * CALL)).isPresent();
        redis.flushall(List.of()).await().indefinitely();

        assertThat(reserve(budget, LIMIT, CALL)).isPresent();
        assertThat(reserve(other, LIMIT, CALL)).isPresent();

        assertThat(field("spent")).isEqualTo(20 * CALL);
        assertThat(field("reserved")).isEqualTo((5 + 5 + 2) * CALL);
    }

    @Test
    void aProcessThatKnowsNothingStartsFromTheLedger() {
        ledgerSays(480 * CENTS);
        Budget fresh = anotherProcess();
        assertThat(reserve(fresh, LIMIT, 30 * CENTS)).isEmpty();
        assertThat(reserve(fresh, LIMIT, 20 * CENTS)).isPresent();
    }

    @Test
    void aProcessThatDoesNotKnowTheLedgerDoesWithAnEmptyRedisAsWithNone() {
        Budget unaware = new Budget(
                redis, new LedgerTotals("localhost:1", new com.fasterxml.jackson.databind.ObjectMapper()), config);
        assertThat(reserve(unaware, LIMIT, 25 * CENTS)).isPresent();
        assertThat(refusal(unaware, LIMIT, CENTS)).isEqualTo(ModelRefusal.OVERLOADED);
        assertThat(reserve(budget, LIMIT, CENTS)).isPresent();
        assertThat(reserve(unaware, LIMIT, CALL)).as("now Redis knows").isPresent();
    }

    @Test
    void theLimitInForceIsTheCalls() {
        AtomicInteger spent = new AtomicInteger();
        spend(50, budget, spent);
        assertThat(reserve(budget, LIMIT, CALL)).isEmpty();
        assertThat(reserve(budget, LIMIT + CALL, CALL)).isPresent();
        assertThat(reserve(budget, LIMIT / 2, 0)).isEmpty();
    }

    @Test
    void whatACallDidNotCostIsFreeForOthers() {
        Budget.Reservation first = reserve(budget, 100 * CENTS, 80 * CENTS).orElseThrow();
        assertThat(reserve(budget, 100 * CENTS, 80 * CENTS)).isEmpty();
        budget.settle(first, 10 * CENTS).await().indefinitely();
        assertThat(reserve(budget, 100 * CENTS, 80 * CENTS)).isPresent();
    }

    @Test
    void aCallThatCostsNothingLeavesNothingBehind() {
        Budget.Reservation free = reserve(budget, 100 * CENTS, 0).orElseThrow();
        budget.settle(free, 0).await().indefinitely();
        Budget.Reservation lost = reserve(budget, 100 * CENTS, 0).orElseThrow();
        redis.zadd(List.of(key() + ":expiry", "1", lost.id())).await().indefinitely();
        assertThat(reserve(budget, 100 * CENTS, CENTS)).isPresent();
        assertThat(redis.hkeys(key()).await().indefinitely().getDelegate().stream()
                        .map(Object::toString)
                        .filter(field -> field.startsWith("r:")))
                .as("the reservation that runs")
                .hasSize(1);
        assertThat(field("reserved")).isEqualTo(CENTS);
    }

    @Test
    void settlingTwiceCountsOnce() {
        Budget.Reservation reservation =
                reserve(budget, 100 * CENTS, 50 * CENTS).orElseThrow();
        budget.settle(reservation, 20 * CENTS).await().indefinitely();
        budget.settle(reservation, 20 * CENTS).await().indefinitely();
        assertThat(field("spent")).isEqualTo(20 * CENTS);
    }

    @Test
    void aReservationWhoseProcessDiedCountsAsSpentOnceItHasExpired() {
        Budget.Reservation lost = reserve(budget, 100 * CENTS, 60 * CENTS).orElseThrow();
        redis.zadd(List.of(key() + ":expiry", "1", lost.id())).await().indefinitely();
        assertThat(reserve(budget, 100 * CENTS, 60 * CENTS)).isEmpty();
        assertThat(field("spent")).isEqualTo(60 * CENTS);
        assertThat(field("reserved")).isZero();
        budget.settle(lost, 5 * CENTS).await().indefinitely();
        assertThat(field("spent")).as("counted already").isEqualTo(60 * CENTS);
    }

    @Test
    void whatAKilledProcessHadReservedIsToldUntilTheLedgerHasIt() {
        Budget killed = anotherProcess();
        Budget.Reservation lost = reserve(killed, LIMIT, 60 * CENTS).orElseThrow();
        assertThat(reserve(killed, LIMIT, 0)).isPresent();
        assertThat(budget.lost(tenant, today()).await().indefinitely()).isEmpty();
        Instant ended = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        redis.zadd(List.of(key() + ":expiry", Long.toString(ended.toEpochMilli()), lost.id()))
                .await()
                .indefinitely();
        // Somebody else may find it first.
        assertThat(reserve(budget, LIMIT, CALL)).isPresent();

        List<Budget.Lost> told = budget.lost(tenant, today()).await().indefinitely();

        assertThat(told)
                .containsExactly(
                        new Budget.Lost(UUID.fromString(lost.id()), ended.minus(Duration.ofMinutes(10)), 60 * CENTS));
        assertThat(budget.lost(tenant, today()).await().indefinitely()).isEqualTo(told);
        budget.recorded(tenant, today(), told).await().indefinitely();
        assertThat(budget.lost(tenant, today()).await().indefinitely()).isEmpty();
        assertThat(field("spent")).isEqualTo(60 * CENTS);
    }

    @Test
    void aRedisThatWasLostAfterTheLedgerHeardOfAKilledProcessCountsItToo() {
        Budget killed = anotherProcess();
        Budget.Reservation lost = reserve(killed, LIMIT, 60 * CENTS).orElseThrow();
        redis.zadd(List.of(key() + ":expiry", "1", lost.id())).await().indefinitely();
        List<Budget.Lost> told = budget.lost(tenant, today()).await().indefinitely();
        ledgerSays(told.getFirst().microUsd());
        redis.flushall(List.of()).await().indefinitely();

        assertThat(reserve(anotherProcess(), LIMIT, LIMIT - 59 * CENTS)).isEmpty();
        assertThat(reserve(anotherProcess(), LIMIT, LIMIT - 60 * CENTS)).isPresent();
        assertThat(field("spent")).isEqualTo(60 * CENTS);
    }

    /** With its data, and without. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatRanWhileRedisWasAwayIsCountedOnceThoughTheLedgerTellsOfItFirst(boolean forgets) throws Exception {
        TemporaryServer<RedisServer> server = RealServers.redis();
        spend(10, budget, new AtomicInteger());
        ledgerSays(10 * CALL);
        Budget.Reservation underWay = reserve(budget, LIMIT, CALL).orElseThrow();
        kill(server);
        try {
            budget.settle(underWay, CENTS).await().indefinitely();
            for (int i = 0; i < 2; i++) {
                Budget.Reservation letThrough = reserve(budget, LIMIT, CALL).orElseThrow();
                budget.settle(letThrough, CALL).await().indefinitely();
            }
            assertThat(refusal(budget, LIMIT, CALL)).as("5% and no more").isEqualTo(ModelRefusal.OVERLOADED);
            ledgerSays(121 * CENTS);
            if (forgets) {
                forget(server);
            }
        } finally {
            server.start();
        }
        await().until(() ->
                reserve(budget, LIMIT, 0).isPresent() && reservedAndSpent().spent() == 121 * CENTS);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(reservedAndSpent()).isEqualTo(new Budget.Used(121 * CENTS, 0)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> reserve(budget, LIMIT, LIMIT - 121 * CENTS).isPresent());
        assertThat(reserve(budget, LIMIT, CENTS)).isEmpty();
        assertThat(field("spent")).isEqualTo(121 * CENTS);
    }

    @Test
    void aCallThatIsSettledLateCountsInFullWhereTheLedgerHasNotHeardOfIt() throws Exception {
        TemporaryServer<RedisServer> server = RealServers.redis();
        // Something that Redis never heard of: no late call may take it for its own.
        spend(1, budget, new AtomicInteger());
        ledgerSays(50 * CENTS);
        Budget.Reservation underWay = reserve(budget, LIMIT, CALL).orElseThrow();
        kill(server);
        try {
            budget.settle(underWay, CENTS).await().indefinitely();
            budget.settle(reserve(budget, LIMIT, CALL).orElseThrow(), 7 * CENTS)
                    .await()
                    .indefinitely();
        } finally {
            server.start();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(reservedAndSpent()).isEqualTo(new Budget.Used(58 * CENTS, 0)));
    }

    @Test
    void aCallThatASlowRedisHeardOfAfterAllIsSettledOnceHoweverOftenThatIsTried() {
        Budget.Reservation heardLate =
                reserve(budget, LIMIT, CALL).orElseThrow().withoutRedis();
        for (int i = 0; i < 2; i++) {
            budget.settle(heardLate, CALL).await().indefinitely();
        }
        assertThat(reservedAndSpent()).isEqualTo(new Budget.Used(CALL, 0));
    }

    @Test
    void aSlowRedisReservesNothingForACallThatIsSettledAlready() {
        spend(1, budget, new AtomicInteger());
        Instant ends = Instant.now().plusSeconds(600);
        Budget.Reservation letThrough =
                new Budget.Reservation(tenant, today(), UUID.randomUUID().toString(), CALL, ends, false);
        budget.settle(letThrough, CALL).await().indefinitely();
        redis.eval(List.of(
                        BudgetScripts.RESERVE.text(),
                        "3",
                        key(),
                        key() + ":expiry",
                        key() + ":lost",
                        "",
                        Long.toString(LIMIT),
                        Long.toString(CALL),
                        letThrough.id(),
                        Long.toString(Instant.now().toEpochMilli()),
                        Long.toString(ends.toEpochMilli()),
                        "1000",
                        "0"))
                .await()
                .indefinitely();
        assertThat(reservedAndSpent()).isEqualTo(new Budget.Used(2 * CALL, 0));
    }

    @Test
    void aCallThatTheLedgerHearsOfBeforeItIsSettledCountsOnce() {
        spend(1, budget, new AtomicInteger());
        ledgerSays(CALL);
        Budget.Reservation first = reserve(budget, LIMIT, CALL).orElseThrow();
        Budget.Reservation second = reserve(budget, LIMIT, CALL).orElseThrow();
        KnownDay.Lift before = budget.lift(first);
        ledgerSays(CALL + 7 * CENTS);
        assertThat(reserve(budget, LIMIT, 0)).as("lifts it").isPresent();

        budget.settle(first, 7 * CENTS, before).await().indefinitely();
        budget.settle(second, 3 * CENTS).await().indefinitely();

        assertThat(reservedAndSpent()).isEqualTo(new Budget.Used(CALL + 10 * CENTS, 0));
    }

    private Budget.Used reservedAndSpent() {
        return budget.used(tenant).await().indefinitely().orElse(new Budget.Used(0, 0));
    }

    @Test
    void showsWhatIsSpentAndWhatIsReserved() {
        assertThat(budget.used(tenant).await().indefinitely()).isEmpty();
        AtomicInteger spent = new AtomicInteger();
        spend(2, budget, spent);
        granted(1);
        assertThat(budget.used(tenant).await().indefinitely()).contains(new Budget.Used(2 * CALL, CALL));
    }

    private Budget anotherProcess() {
        return new Budget(redis, ledger, config);
    }

    /** So many calls at once, each of which costs what it reserved. */
    private void spend(int calls, Budget process, AtomicInteger spent) {
        join(IntStream.range(0, calls)
                .mapToObj(i -> call(process, LIMIT, spent))
                .toList());
    }

    private Uni<Void> call(Budget process, long limit, AtomicInteger spent) {
        return process.reserve(tenant, limit, CALL)
                .chain(reservation -> {
                    spent.incrementAndGet();
                    return process.settle(reservation, CALL);
                })
                .onFailure(ModelException.class)
                .recoverWithNull();
    }

    private static void join(List<Uni<Void>> calls) {
        Uni.join().all(calls).andFailFast().await().indefinitely();
    }

    private List<Budget.Reservation> granted(int count) {
        List<Budget.Reservation> granted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            granted.add(reserve(budget, LIMIT, CALL).orElseThrow());
        }
        return granted;
    }

    private Optional<Budget.Reservation> reserve(Budget process, long limit, long amount) {
        return process.reserve(tenant, limit, amount)
                .map(Optional::of)
                .onFailure(failure ->
                        failure instanceof ModelException refused && refused.refusal() == ModelRefusal.BUDGET_EXHAUSTED)
                .recoverWithItem(Optional.empty())
                .await()
                .indefinitely();
    }

    private ModelRefusal refusal(Budget process, long limit, long amount) {
        return process.reserve(tenant, limit, amount)
                .map(granted -> ModelRefusal.UNAVAILABLE)
                .onFailure(ModelException.class)
                .recoverWithItem(failure -> ((ModelException) failure).refusal())
                .await()
                .indefinitely();
    }

    /** As agent-service tells it. */
    private void ledgerSays(long microUsd) {
        Map<String, Object> data = Map.of("tenant_id", tenant, "day", today().toString(), "spent_usd", microUsd / 1e6);
        new ToldEvent(UUID.randomUUID(), LedgerTotals.TOPIC, LedgerTotals.TYPE, tenant, tenant.toString(), data).tell();
        await().until(() -> ledger.spent(tenant, today()).orElse(0) == microUsd);
    }

    private static void kill(TemporaryServer<RedisServer> server) {
        ProcessHandle.of(server.process().pid()).orElseThrow().destroyForcibly();
    }

    /** A Redis that starts with nothing. */
    private static void forget(TemporaryServer<RedisServer> server) throws IOException {
        server.stop();
        try (Stream<Path> files = Files.walk(server.server().data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private long field(String name) {
        return redis.hget(key(), name).await().indefinitely().toLong();
    }

    private String key() {
        return Budget.key(tenant, today());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
