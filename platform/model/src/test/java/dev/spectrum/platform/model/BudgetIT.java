package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BudgetIT {

    private static final long CENTS = 10_000;

    @Inject
    Budget budget;

    @Inject
    BudgetWithoutRedis withoutRedis;

    @Inject
    RedisAPI redis;

    @Test
    void aThousandCallsAtOnceNeverPassTheLimit() {
        UUID tenant = UUID.randomUUID();
        List<Uni<Optional<Budget.Reservation>>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(reserve(tenant, 500 * CENTS, 10 * CENTS));
        }
        List<Budget.Reservation> granted = Uni.join().all(calls).andFailFast().await().indefinitely().stream()
                .flatMap(Optional::stream)
                .toList();
        assertThat(granted).hasSize(50);
        granted.forEach(
                reservation -> budget.settle(reservation, 10 * CENTS).await().indefinitely());
        assertThat(field(tenant, "spent")).isEqualTo(500 * CENTS);
        assertThat(field(tenant, "reserved")).isZero();
    }

    @Test
    void whatACallDidNotCostIsFreeForOthers() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation first =
                reserve(tenant, 100 * CENTS, 80 * CENTS).await().indefinitely().orElseThrow();
        assertThat(reserve(tenant, 100 * CENTS, 80 * CENTS).await().indefinitely())
                .isEmpty();
        budget.settle(first, 10 * CENTS).await().indefinitely();
        assertThat(reserve(tenant, 100 * CENTS, 80 * CENTS).await().indefinitely())
                .isPresent();
    }

    @Test
    void aCallThatCostsNothingLeavesNothingBehind() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation free =
                reserve(tenant, 100 * CENTS, 0).await().indefinitely().orElseThrow();
        budget.settle(free, 0).await().indefinitely();
        Budget.Reservation lost =
                reserve(tenant, 100 * CENTS, 0).await().indefinitely().orElseThrow();
        redis.zadd(List.of(key(tenant) + ":expiry", "1", lost.id())).await().indefinitely();
        reserve(tenant, 100 * CENTS, CENTS).await().indefinitely();
        assertThat(redis.hlen(key(tenant)).await().indefinitely().toLong())
                .as("spent, reserved, and the reservation that runs")
                .isEqualTo(3);
        assertThat(field(tenant, "reserved")).isEqualTo(CENTS);
    }

    @Test
    void settlingTwiceCountsOnce() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation reservation =
                reserve(tenant, 100 * CENTS, 50 * CENTS).await().indefinitely().orElseThrow();
        budget.settle(reservation, 20 * CENTS).await().indefinitely();
        budget.settle(reservation, 20 * CENTS).await().indefinitely();
        assertThat(field(tenant, "spent")).isEqualTo(20 * CENTS);
    }

    @Test
    void aReservationWhoseProcessDiedCountsAsSpentOnceItHasExpired() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation lost =
                reserve(tenant, 100 * CENTS, 60 * CENTS).await().indefinitely().orElseThrow();
        redis.zadd(List.of(key(tenant) + ":expiry", "1", lost.id())).await().indefinitely();
        assertThat(reserve(tenant, 100 * CENTS, 60 * CENTS).await().indefinitely())
                .isEmpty();
        assertThat(field(tenant, "spent")).isEqualTo(60 * CENTS);
        assertThat(field(tenant, "reserved")).isZero();
    }

    @Test
    void withoutRedisAProcessLetsOnlyItsShareThrough() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation wanted = wanted(tenant);
        int granted = 0;
        while (grantedWithoutRedis(wanted, 100 * CENTS)) {
            granted++;
        }
        assertThat(granted).isEqualTo(5);
        withoutRedis.settled(here(wanted), 0);
        assertThat(grantedWithoutRedis(wanted, 100 * CENTS)).isTrue();
    }

    @Test
    void withoutRedisNothingIsLetThroughThatWasUsedUpBefore() {
        UUID tenant = UUID.randomUUID();
        reserve(tenant, 100 * CENTS, 98 * CENTS).await().indefinitely();
        assertThat(grantedWithoutRedis(wanted(tenant), 100 * CENTS)).isTrue();
        assertThat(grantedWithoutRedis(wanted(tenant), 100 * CENTS)).isTrue();
        assertThat(grantedWithoutRedis(wanted(tenant), 100 * CENTS)).isFalse();
    }

    @Test
    void whatWasLetThroughWithoutRedisIsSpentThereWhenItIsBack() {
        UUID tenant = UUID.randomUUID();
        Budget.Reservation wanted = wanted(tenant);
        assertThat(grantedWithoutRedis(wanted, 100 * CENTS)).isTrue();
        assertThat(reserve(tenant, 100 * CENTS, 100 * CENTS).await().indefinitely())
                .isEmpty();
        budget.settle(here(wanted), CENTS).await().indefinitely();
        assertThat(field(tenant, "spent")).isEqualTo(CENTS);
        assertThat(withoutRedis.unknownToRedis(wanted)).isZero();
    }

    private static Budget.Reservation wanted(UUID tenant) {
        return new Budget.Reservation(
                tenant, LocalDate.now(ZoneOffset.UTC), UUID.randomUUID().toString(), CENTS, true);
    }

    private static Budget.Reservation here(Budget.Reservation wanted) {
        return new Budget.Reservation(wanted.tenantId(), wanted.day(), wanted.id(), wanted.amount(), false);
    }

    private boolean grantedWithoutRedis(Budget.Reservation wanted, long limit) {
        withoutRedis.asked(wanted);
        return withoutRedis.grants(wanted, limit);
    }

    private Uni<Optional<Budget.Reservation>> reserve(UUID tenant, long limit, long amount) {
        return budget.reserve(tenant, limit, amount)
                .map(Optional::of)
                .onFailure(failure ->
                        failure instanceof ModelException refused && refused.refusal() == ModelRefusal.BUDGET_EXHAUSTED)
                .recoverWithItem(Optional.empty());
    }

    private long field(UUID tenant, String name) {
        return redis.hget(key(tenant), name).await().indefinitely().toLong();
    }

    private static String key(UUID tenant) {
        return "budget:{" + tenant + "}:" + LocalDate.now(ZoneOffset.UTC);
    }
}
