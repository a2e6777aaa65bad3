package dev.spectrum.agent.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.agent.TurnsForTests;
import dev.spectrum.agent.TurnsForTests.Turn;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BudgetIT {

    private static final UUID AGENT = UUID.randomUUID();

    @Inject
    RedisAPI redis;

    @Inject
    RecordLostCalls recordLostCalls;

    /** A tenant whose limit is 5 dollars, as far as the ledger knows; its day is empty. */
    @BeforeEach
    void nothingIsSpentYet() throws SQLException {
        TenantsForTests.exist();
        redis.flushallAndAwait(List.of());
        try (Connection owner = Catalogue.asOwner();
                PreparedStatement forget =
                        owner.prepareStatement("with entries as (delete from budget_entry) delete from budget_day")) {
            owner.setAutoCommit(false);
            asTenant(owner, TestUser.GLOBEX);
            forget.execute();
            owner.commit();
        }
    }

    @Test
    void everyEndOfATurnIsInTheLedger() {
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.25));
        TurnsForTests.failed(TestUser.GLOBEX, "timeout", turn("gpt-4o", 0.5));
        TurnsForTests.superseded(TestUser.GLOBEX, turn("gpt-4o", 0.125));

        awaitSpent("0.875");
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        TurnsForTests.completedTwice(TestUser.GLOBEX, turn("gpt-4o", 0.25));
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.000001));

        awaitSpent("0.250001");
    }

    @Test
    void theTotalIsToldOnACompactedTopic() {
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.25));
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.3));

        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.budget.state")) {
            KafkaEvent total = events.await(event -> event.tenantId().equals(TestUser.GLOBEX.toString())
                    && event.data().path("spent_usd").decimalValue().compareTo(new BigDecimal("0.55")) == 0);
            assertThat(total.data().path("day").asText())
                    .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
            assertThat(total.key()).isEqualTo(TestUser.GLOBEX + ":" + TestUser.GLOBEX);
        }
    }

    @Test
    void aWarningIsToldOnceAndSoIsTheEnd() {
        Instant start = Instant.now();
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 3.9));
        awaitSpent("3.9");
        assertThat(told("warned", start)).isEmpty();
        // Calls under way have set aside what this one needed.
        TurnsForTests.failed(TestUser.GLOBEX, "budget_exhausted", turn("gpt-4o", 0.01));
        awaitSpent("3.91");

        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.09));
        awaitSpent("4");
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.2));
        awaitSpent("4.2");
        TurnsForTests.failed(TestUser.GLOBEX, "budget_exhausted", turn("", 0));
        TurnsForTests.failed(TestUser.GLOBEX, "budget_exhausted", turn("", 0));
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.9));
        awaitSpent("5.1");

        await().untilAsserted(() -> assertThat(told("warned", start)).hasSize(1));
        KafkaEvent warned = told("warned", start).getFirst();
        assertThat(warned.data().path("daily_limit_usd").decimalValue()).isEqualByComparingTo("5");
        assertThat(warned.data().path("spent_usd").decimalValue()).isEqualByComparingTo("4");
        await().untilAsserted(() -> assertThat(told("exhausted", start)).hasSize(1));
        assertThat(told("exhausted", start).getFirst().data().path("spent_usd").decimalValue())
                .as("when it was, and not before")
                .isGreaterThanOrEqualTo(new BigDecimal("4.2"));
        assertThat(told("exhausted", start).getFirst().data().path("resets_at").asText())
                .isEqualTo(Budget.resetsAt().toString());
    }

    @Test
    void aCallWhoseProcessWasKilledIsInTheLedgerOnceItsReservationHasEnded() {
        // It was reserved ten minutes before, which may have been last night.
        LocalDate day = LocalDate.ofInstant(Instant.now().minusSeconds(600), ZoneOffset.UTC);
        String key = "budget:{" + TestUser.GLOBEX + "}:" + day;
        reserve(key, Instant.now().plusSeconds(60), 300_000);
        String killed = reserve(key, Instant.now(), 200_000);

        recordLostCalls.record().await().indefinitely();
        recordLostCalls.record().await().indefinitely();

        JsonPath lines =
                report("group_by=user&from=" + day).statusCode(200).extract().jsonPath();
        assertThat(number(lines, "items.find { it.key == null }.cost_usd")).isEqualByComparingTo("0.2");
        assertThat(redis.hexistsAndAwait(key, "r:" + killed).toBoolean()).isFalse();
        assertThat(redis.existsAndAwait(List.of(key + ":lost")).toInteger()).isZero();
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.budget.state")) {
            events.await(event -> event.tenantId().equals(TestUser.GLOBEX.toString())
                    && event.data().path("day").asText().equals(day.toString())
                    && event.data().path("spent_usd").decimalValue().compareTo(new BigDecimal("0.2")) == 0);
        }
    }

    @Test
    void aCallOfLastNightThatWasNeverSettledIsPaidByLastNight() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        reserve(
                "budget:{" + TestUser.GLOBEX + "}:" + yesterday,
                yesterday.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1),
                100_000);

        recordLostCalls.record().await().indefinitely();

        assertThat(number(usage("day"), "items.find { it.key == '" + yesterday + "' }.cost_usd"))
                .isEqualByComparingTo("0.1");
    }

    /** As platform's Budget does it. */
    private String reserve(String key, Instant ends, long microUsd) {
        String id = UUID.randomUUID().toString();
        redis.hsetAndAwait(
                List.of(key, "account", "a", "reserved", Long.toString(microUsd), "r:" + id, Long.toString(microUsd)));
        redis.zaddAndAwait(List.of(key + ":expiry", Long.toString(ends.toEpochMilli()), id));
        return id;
    }

    @Test
    void theBudgetSaysWhatIsSpentWhatIsReservedAndWhenItResets() {
        redis.hsetAndAwait(List.of(
                "budget:{" + TestUser.GLOBEX + "}:" + LocalDate.now(ZoneOffset.UTC),
                "account",
                "a",
                "spent",
                "1500000",
                "reserved",
                "20000"));
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.25));

        JsonPath budget = budget();

        assertThat(number(budget, "daily_limit_usd")).isEqualByComparingTo("5");
        assertThat(number(budget, "spent_usd"))
                .as("Redis counts what the ledger has yet to hear")
                .isEqualByComparingTo("1.5");
        assertThat(number(budget, "reserved_usd")).isEqualByComparingTo("0.02");
        assertThat(Instant.parse(budget.getString("resets_at")))
                .isEqualTo(LocalDate.now(ZoneOffset.UTC)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
        redis.flushallAndAwait(List.of());
        awaitSpent("0.25");
    }

    @Test
    void usageIsReportedByAgentUserDayModelAndPrompt() {
        UUID other = UUID.randomUUID();
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.25));
        TurnsForTests.completed(TestUser.GLOBEX, new Turn(AGENT, "ann", "gpt-4o", 0.5));
        TurnsForTests.completed(TestUser.GLOBEX, new Turn(other, "ann", "who-knows", 1));
        awaitSpent("1.75");

        assertThat(usage("agent").getList("items.key")).containsExactly(other.toString(), AGENT.toString());
        assertThat(number(usage("agent"), "items[1].cost_usd")).isEqualByComparingTo("0.75");
        assertThat(usage("agent").getInt("items[1].runs")).isEqualTo(2);
        assertThat(usage("agent").getInt("items[1].input_tokens")).isEqualTo(200);
        assertThat(usage("user").getList("items.key")).containsExactly("ann", "ben");
        assertThat(usage("day").getList("items.key"))
                .containsExactly(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(usage("model").getList("items.key")).containsExactly("who-knows", "gpt-4o");
        assertThat(usage("model").getList("items.price_known")).containsExactly(false, true);
        assertThat(usage("prompt").getList("items.key")).containsExactly((Object) null);
    }

    @Test
    void aReportComesInPages() {
        for (String user : List.of("a", "b", "c")) {
            TurnsForTests.completed(TestUser.GLOBEX, new Turn(AGENT, user, "gpt-4o", 0.5));
        }
        awaitSpent("1.5");
        JsonPath first =
                report("group_by=user&limit=2").statusCode(200).extract().jsonPath();
        JsonPath second = report("group_by=user&limit=2&cursor=" + first.getString("next"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("items.key")).containsExactly("a", "b");
        assertThat(second.getList("items.key")).containsExactly("c");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void aPeriodLeavesOutWhatIsNotInIt() {
        TurnsForTests.completed(TestUser.GLOBEX, turn("gpt-4o", 0.25));
        awaitSpent("0.25");
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        report("group_by=day&to=" + yesterday).statusCode(200).body("items", equalTo(List.of()));
    }

    @Test
    void whatCantBeReportedIsSaid() {
        report("group_by=colour").statusCode(400).body("errors[0].pointer", equalTo("?group_by"));
        report("from=yesterday").statusCode(400).body("errors[0].pointer", equalTo("?from"));
        report("from=2026-02-30").statusCode(400).body("errors[0].pointer", equalTo("?from"));
        report("to=%2B99999-01-01").statusCode(400).body("errors[0].pointer", equalTo("?to"));
        report("from=2026-02-02&to=2026-02-01").statusCode(400).body("errors[0].pointer", equalTo("?from"));
        report("from=2020-01-01&to=2026-01-01").statusCode(400).body("errors[0].pointer", equalTo("?from"));
        report("cursor=bm8").statusCode(400).body("errors[0].pointer", equalTo("?cursor"));
    }

    @Test
    void nothingOfAnotherTenantIsInTheReport() {
        TurnsForTests.completed(TestUser.GLOBEX, new Turn(AGENT, "only-globex", "gpt-4o", 0.25));
        awaitSpent("0.25");
        given().auth()
                .oauth2(TestUser.ACME_ADMIN.token())
                .get("/api/v1/budget/usage?group_by=user")
                .then()
                .statusCode(200)
                .body("items.findAll { it.key == 'only-globex' }", equalTo(List.of()));
    }

    private static Turn turn(String model, double costUsd) {
        return new Turn(AGENT, "ben", model, costUsd);
    }

    private static void awaitSpent(String usd) {
        await().untilAsserted(() -> assertThat(number(budget(), "spent_usd")).isEqualByComparingTo(usd));
    }

    private static JsonPath budget() {
        Response answer = given().auth().oauth2(TestUser.GLOBEX_OWNER.token()).get("/api/v1/budget");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    private static JsonPath usage(String grouping) {
        return report("group_by=" + grouping).statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse report(String query) {
        return given().auth()
                .oauth2(TestUser.GLOBEX_OWNER.token())
                .urlEncodingEnabled(false)
                .get("/api/v1/budget/usage?" + query)
                .then();
    }

    private static List<KafkaEvent> told(String what, Instant since) {
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.events")) {
            return events.all().stream()
                    .filter(event -> event.type().equals("dev.spectrum.agent.budget." + what + ".v1")
                            && event.tenantId().equals(TestUser.GLOBEX.toString())
                            && madeAt(event).isAfter(since))
                    .toList();
        }
    }

    /** Its id is a UUIDv7. */
    private static Instant madeAt(KafkaEvent event) {
        return Instant.ofEpochMilli(UUID.fromString(event.id()).getMostSignificantBits() >>> 16);
    }

    private static BigDecimal number(JsonPath json, String path) {
        return new BigDecimal(json.getString(path));
    }

    private static void asTenant(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select set_config('app.tenant_id', ?, true)")) {
            set.setString(1, tenant.toString());
            set.execute();
        }
    }
}
