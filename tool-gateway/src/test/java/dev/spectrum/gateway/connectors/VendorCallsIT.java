package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call does, seen by its vendor. */
@QuarkusTest
class VendorCallsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "desk-secret-4711";
    private static final String LIST = """
            request: { method: GET, path: /items }
            result: '{"items": body.items}'
            """;
    private static final String ACT = """
            request: { method: POST, path: /acts, body: '{"text": arguments.text}' }
            result: '{"items": body.id}'
            """;

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final VendorCalls calls = new VendorCalls(new LoopbackHttp(), credentials, Desk.JSON);

    @BeforeEach
    void connect() {
        credentials.add(Desk.TENANT, "desk", "first", "{}", Desk.object("{\"api_key\": \"" + SECRET + "\"}"));
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void sendsWhatTheFileSaysAndGivesWhatItMaps() {
        vendor.answers(asked -> Reply.ok("{\"id\": 7}"));
        JsonNode result = call(desk(false, """
                        request:
                          method: POST
                          path: /tickets/{arguments.id}/answers
                          query: '{"created": {"gte": 5}, "tag": ["a b", "c"], "none": null}'
                          headers: { X-Author: '{call.user.name}' }
                          body: '{"text": arguments.text}'
                        result: '{"items": $string(body.id)}'
                        """), "{\"id\": \"a/../b\", \"text\": \"Hello\"}");

        assertThat(result.toString()).isEqualTo("{\"items\":[\"7\"],\"next\":null}");
        VendorForTests.Asked asked = vendor.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.target()).isEqualTo("/tickets/a%2F..%2Fb/answers?created%5Bgte%5D=5&tag=a%20b&tag=c");
        assertThat(asked.body()).isEqualTo("{\"text\":\"Hello\"}");
        assertThat(asked.header("X-Api-Key")).contains(SECRET);
        assertThat(asked.header("X-Author")).contains("Sam Rivers");
        assertThat(asked.header("Content-Type")).contains("application/json");
        assertThat(credentials.uses()).isEqualTo(1);
    }

    @Test
    void writesForms() {
        vendor.answers(asked -> Reply.ok("{}"));
        call(desk(false, """
                request:
                  method: POST
                  path: /acts
                  encoding: form
                  body: '{"To": "+49 1", "items": [{"price": "a"}, {"price": "b"}]}'
                result: '{"items": []}'
                """), "{}");
        assertThat(vendor.asked().getFirst().body())
                .isEqualTo("To=%2B49%201&items%5B0%5D%5Bprice%5D=a&items%5B1%5D%5Bprice%5D=b");
        assertThat(vendor.asked().getFirst().header("Content-Type")).contains("application/x-www-form-urlencoded");
    }

    @Test
    void anIdThatIsNoneEndsTheCall() {
        VendorConnector desk = desk(true, """
                request: { method: GET, path: '/items/{arguments.id}' }
                result: '{"items": []}'
                """);
        assertThat(error(desk, "{\"id\": \"..\"}").error()).isEqualTo("invalid-arguments");
        assertThat(error(desk, "{\"id\": \"\"}").error()).isEqualTo("invalid-arguments");
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void aRefusalIsAToolErrorWithTheVendorsReasonCutAndCleaned() {
        vendor.answers(asked -> Reply.of(
                422,
                "{\"error\": {\"code\": \"Bad_Tag!\", \"text\": \"Key " + SECRET + " says\\n\\u0007no \\u202e"
                        + "x".repeat(999) + "\"}}"));
        ToolError error = error(desk(false, ACT), "{}");
        assertThat(error.error()).isEqualTo("bad-tag");
        assertThat(error.retryable()).isFalse();
        assertThat(error.message())
                .startsWith("Desk refused (422): Key [secret] says no xxx")
                .hasSizeLessThan(400);
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void whatTheVendorRepeatsOfTheCredentialsIsStruckOutOfResultsAndErrorsAlike() {
        String basic = Authorizer.basic("me", SECRET);
        String forms = "\"" + SECRET + "\", \"" + basic + "\", {\"" + SECRET + "\": \"?key=" + SECRET + "\"}";
        vendor.answers(asked -> Reply.ok("{\"items\": [" + forms + "]}"));
        assertThat(call(desk(true, LIST), "{}").get("items").toString())
                .isEqualTo("[\"[secret]\",\"Basic bWU6[secret]Q==\",{\"[secret]\":\"?key=[secret]\"}]");

        vendor.answers(
                asked -> Reply.of(400, "{\"error\": {\"code\": \"bad " + SECRET + "\", \"text\": \"" + basic + "\"}}"));
        ToolError error = error(desk(true, LIST), "{}");
        assertThat(error.error()).isEqualTo("bad-secret");
        assertThat(error.message()).doesNotContain(basic.substring(12));
    }

    @Test
    void noVendorBarsItselfForLongerThanAnHour() {
        VendorConnector desk = desk(true, LIST);
        for (String after : List.of("31536000", "99999999999", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT")) {
            credentials.add(Desk.TENANT, "desk", after, "{}", Desk.object("{\"api_key\": \"other-key\"}"));
            vendor.answers(asked -> Reply.of(429, "").with("Retry-After", after));
            assertThatThrownBy(() -> calls.call(
                                    desk,
                                    desk.tools().getFirst(),
                                    Desk.context(),
                                    Desk.object("{}"),
                                    Optional.of(after))
                            .await()
                            .atMost(PATIENCE))
                    .hasMessage("Desk takes no more requests for now: try again in 3600 seconds.");
        }
    }

    @Test
    void aTestEndsAPauseThatTheVendorAskedFor() {
        vendor.answers(asked -> Reply.of(429, "").with("Retry-After", "3000"));
        VendorConnector desk = desk(true, LIST);
        assertThat(error(desk, "{}").error()).isEqualTo("rate-limited");
        vendor.answers(asked -> Reply.ok("{\"items\": [1]}"));
        assertThat(error(desk, "{}").error()).isEqualTo("rate-limited");
        Connection connection =
                credentials.active(Desk.TENANT).await().indefinitely().getFirst();
        assertThat(tried(desk, connection, SECRET)).isEmpty();
        assertThat(call(desk, "{}").get("items")).hasSize(1);
    }

    @Test
    void readsAreRepeatedWhenTheVendorFails() {
        AtomicInteger count = new AtomicInteger();
        vendor.answers(asked -> count.incrementAndGet() < 3 ? Reply.of(503, "") : Reply.ok("{\"items\": [1]}"));
        assertThat(call(desk(true, LIST), "{}").get("items")).hasSize(1);
        assertThat(vendor.asked()).hasSize(3);

        vendor.answers(asked -> Reply.of(500, "oops"));
        ToolError error = error(desk(true, LIST), "{}");
        assertThat(error.error()).isEqualTo("vendor-failed");
        assertThat(error.retryable()).isTrue();
        assertThat(vendor.asked()).hasSize(6);
    }

    @Test
    void aWriteWhoseEndIsNotKnownIsNeverRepeated() {
        vendor.answers(asked -> Reply.of(502, ""));
        assertThatThrownBy(() -> call(desk(false, ACT), "{}")).isInstanceOf(UnfinishedCall.class);
        assertThat(vendor.asked()).hasSize(1);

        vendor.answers(asked -> sleep(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> call(desk(false, ACT), "{}")).isInstanceOf(UnfinishedCall.class);
        assertThat(vendor.asked()).hasSize(2);
    }

    @Test
    void aWriteThatTheVendorKnowsByItsKeyIsRepeated() {
        AtomicInteger count = new AtomicInteger();
        vendor.answers(asked -> count.incrementAndGet() < 3 ? Reply.of(500, "") : Reply.ok("{\"id\": 1}"));
        VendorConnector desk = Desk.read(Desk.file(
                "desk",
                vendor.url(),
                "{ type: none }",
                "{ idempotency_header: Idempotency-Key }",
                "desk_do",
                false,
                ACT));
        call(desk, "{}");
        assertThat(vendor.asked()).hasSize(3);
        assertThat(vendor.asked().stream()
                        .map(asked -> asked.header("Idempotency-Key").orElseThrow())
                        .distinct())
                .hasSize(1);
        call(desk, "{}");
        assertThat(vendor.asked().stream()
                        .map(asked -> asked.header("Idempotency-Key").orElseThrow())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void whatNeverLeftIsNoUnknownOutcome() {
        VendorConnector nowhere = Desk.read(Desk.file("http://127.0.0.1:1", false, ACT));
        ToolError error = error(nowhere, "{}");
        assertThat(error.error()).isEqualTo("vendor-away");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void waitsAsTheVendorSaysWhereThereIsTime() {
        AtomicInteger count = new AtomicInteger();
        vendor.answers(asked ->
                count.incrementAndGet() == 1 ? Reply.of(429, "").with("Retry-After", "1") : Reply.ok("{\"id\": 1}"));
        long start = System.nanoTime();
        call(desk(false, ACT), "{}");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(990), Duration.ofSeconds(3));
        assertThat(vendor.asked()).hasSize(2);
    }

    @Test
    void saysWhenToTryAgainWhereThereIsNoTime() {
        vendor.answers(asked -> Reply.of(429, "").with("Retry-After", "90"));
        VendorConnector desk = desk(true, LIST);
        ToolError error = error(desk, "{}");
        assertThat(error.error()).isEqualTo("rate-limited");
        assertThat(error.retryable()).isTrue();
        assertThat(error.message()).isEqualTo("Desk takes no more requests for now: try again in 90 seconds.");

        assertThat(error(desk, "{}").error())
                .as("the pause holds for the connection's other calls")
                .isEqualTo("rate-limited");
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void aVendorInTroubleIsLeftAloneForAMoment() {
        vendor.answers(asked -> Reply.of(500, ""));
        VendorConnector desk = desk(true, LIST);
        for (int i = 0; i < 4; i++) {
            error(desk, "{}");
        }
        int before = vendor.asked().size();
        assertThat(error(desk, "{}").message()).isEqualTo("Desk failed several times and is left alone for a moment.");
        assertThat(vendor.asked()).hasSize(before);
    }

    @Test
    void refusalsLeaveTheVendorWithinReach() {
        vendor.answers(asked -> Reply.of(404, "{}"));
        for (int i = 0; i < 30; i++) {
            assertThat(error(desk(true, LIST), "{}").error()).isEqualTo("not-found");
        }
        assertThat(vendor.asked()).hasSize(30);
    }

    @Test
    void anAnswerThatIsTooLargeIsAnError() {
        vendor.answers(asked -> Reply.ok("{\"items\": \"" + "x".repeat(70_000) + "\"}"));
        assertThat(error(desk(true, LIST), "{}").error()).isEqualTo("vendor-away");
    }

    @Test
    void refusedCredentialsAreToldOfAndNameNoSecret() {
        vendor.answers(asked -> Reply.of(401, "{\"error\": {\"text\": \"Key " + SECRET + " is revoked\"}}"));
        ToolError error = error(desk(true, LIST), "{}");
        assertThat(error.error()).isEqualTo("connection-refused");
        assertThat(error.message()).isEqualTo("Desk refused (401): Key [secret] is revoked");
        assertThat(credentials.failures()).containsExactly("Desk refused (401): Key [secret] is revoked");
    }

    @Test
    void makesStepsOneAfterTheOther() {
        vendor.answers(asked -> asked.target().startsWith("/deals")
                ? Reply.ok("{\"items\": [{\"id\": 1, \"contact\": 5}, {\"id\": 2, \"contact\": 6}]}")
                : Reply.ok("{\"results\": [{\"id\": 5, \"name\": \"Dana\"}]}"));
        VendorConnector desk = desk(true, """
                steps:
                  - { name: deals, method: GET, path: /deals }
                  - { name: none, when: 'false', method: GET, path: /never }
                  - { name: contacts, when: $count(steps.deals.body.items) > 0, method: POST, path: /contacts/read, body: '{"ids": steps.deals.body.items.contact}' }
                result: |
                  (
                    $contacts := steps.contacts.body.results;
                    { "items": steps.deals.body.items.($deal := $; { "id": id, "name": $contacts[id = $deal.contact].name }) }
                  )
                """);
        assertThat(call(desk, "{}").get("items").toString()).isEqualTo("[{\"id\":1,\"name\":\"Dana\"},{\"id\":2}]");
        assertThat(vendor.asked()).hasSize(2);
        assertThat(vendor.asked().get(1).body()).isEqualTo("{\"ids\":[5,6]}");
    }

    @Test
    void afterAStepHasActedNoFailureMeansThatNothingWasDone() {
        vendor.answers(asked -> asked.target().equals("/acts") ? Reply.ok("{\"id\": 1}") : Reply.of(404, "{}"));
        VendorConnector desk = desk(false, """
                steps:
                  - { name: act, method: POST, path: /acts }
                  - { name: tag, method: POST, path: /tags }
                result: '{"items": []}'
                """);
        assertThatThrownBy(() -> call(desk, "{}")).isInstanceOf(UnfinishedCall.class);
    }

    @Test
    void aMappingCanRefuseAndAnotherAnswerThanExpectedIsAnError() {
        vendor.answers(asked -> Reply.ok("<html>"));
        VendorConnector desk = desk(true, """
                request:
                  method: GET
                  path: /items
                  query: '$exists(arguments.id) ? {"id": arguments.id} : $refuse("invalid-arguments", "Give an id.")'
                result: '{"items": $number(body)}'
                """);
        assertThat(error(desk, "{}").message()).isEqualTo("Give an id.");
        assertThat(vendor.asked()).isEmpty();
        assertThat(error(desk, "{\"id\": 1}").error()).isEqualTo("unexpected-answer");
    }

    @Test
    void theTestCallSaysWhetherCredentialsAreAccepted() {
        vendor.answers(
                asked -> asked.header("X-Api-Key").orElse("").equals("good") ? Reply.ok("{}") : Reply.of(401, "{}"));
        VendorConnector desk = desk(true, LIST);
        Connection connection =
                credentials.active(Desk.TENANT).await().indefinitely().getFirst();
        assertThat(tried(desk, connection, "good")).isEmpty();
        assertThat(tried(desk, connection, "bad")).contains("Desk refused (401).");
        assertThat(credentials.failures()).as("a test blames nobody").isEmpty();
        assertThat(vendor.asked().getFirst().target()).isEqualTo("/me");
    }

    @Test
    void theOldestConnectionIsUsedUnlessACallNamesAnother() {
        credentials.add(Desk.TENANT, "desk", "second", "{}", Desk.object("{\"api_key\": \"other-key\"}"));
        vendor.answers(asked -> Reply.ok("{\"items\": []}"));
        VendorConnector desk = desk(true, LIST);
        call(desk, "{}");
        calls.call(desk, desk.tools().getFirst(), Desk.context(), Desk.object("{}"), Optional.of("second"))
                .await()
                .atMost(PATIENCE);
        assertThat(vendor.asked().stream()
                        .map(asked -> asked.header("X-Api-Key").orElseThrow()))
                .containsExactly(SECRET, "other-key");
        assertThatThrownBy(() -> calls.call(
                                desk, desk.tools().getFirst(), Desk.context(), Desk.object("{}"), Optional.of("third"))
                        .await()
                        .atMost(PATIENCE))
                .asInstanceOf(type(ToolException.class))
                .satisfies(wrong -> assertThat(wrong.error().errors().getFirst().detail())
                        .isEqualTo("There is no such connection; there are: first, second."));
    }

    @Test
    void keysGoIntoTheQueryAndBasicIntoItsHeader() {
        vendor.answers(asked -> Reply.ok("{\"items\": []}"));
        call(
                Desk.read(Desk.file(
                        "desk",
                        vendor.url(),
                        "{ type: query, name: key, value: '{credentials.api_key}' }",
                        "{}",
                        "desk_do",
                        true,
                        """
                        request: { method: GET, path: /items, query: '{"a": 1}' }
                        result: '{"items": body.items}'
                        """)),
                "{}");
        call(
                Desk.read(Desk.file(
                        "desk",
                        vendor.url(),
                        "{ type: basic, username: me, password: '{credentials.api_key}' }",
                        "{}",
                        "desk_do",
                        true,
                        LIST)),
                "{}");
        assertThat(vendor.asked().getFirst().target()).isEqualTo("/items?a=1&key=" + SECRET);
        assertThat(vendor.asked().getLast().header("Authorization")).contains(Authorizer.basic("me", SECRET));
    }

    @Test
    void letsNoMoreThroughAtOnceThanTheFileSays() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        vendor.answers(asked -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Reply reply = sleep(Duration.ofMillis(30));
            inside.decrementAndGet();
            return reply;
        });
        VendorConnector desk =
                Desk.read(Desk.file(vendor.url(), true, LIST).replace("concurrent: 20", "concurrent: 3"));
        atOnce(desk, 30);
        assertThat(vendor.asked()).hasSize(30);
        assertThat(most).hasValue(3);
    }

    @Test
    void letsNoMoreThroughInASecondThanTheFileSays() {
        vendor.answers(asked -> Reply.ok("{}"));
        VendorConnector desk = Desk.read(
                Desk.file(vendor.url(), true, LIST).replace("requests_per_second: 500", "requests_per_second: 10"));
        long start = System.nanoTime();
        atOnce(desk, 25);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
        List<ToolError> errors = Collections.synchronizedList(new ArrayList<>());
        Uni.join()
                .all(Collections.nCopies(
                        60,
                        Desk.call(calls, desk, "{}")
                                .replaceWithVoid()
                                .onFailure(ToolException.class)
                                .invoke(failure -> errors.add(((ToolException) failure).error()))
                                .onFailure()
                                .recoverWithNull()))
                .andCollectFailures()
                .await()
                .atMost(PATIENCE);
        assertThat(errors).as("what would be after the deadline").isNotEmpty();
        assertThat(errors).extracting(ToolError::error).containsOnly("rate-limited");
    }

    @Test
    void aCallThatHangsUpLeavesItsPlace() {
        vendor.answers(asked -> sleep(Duration.ofSeconds(1)));
        VendorConnector desk =
                Desk.read(Desk.file(vendor.url(), true, LIST).replace("concurrent: 20", "concurrent: 1"));
        for (int i = 0; i < 10; i++) {
            Desk.call(calls, desk, "{}").subscribe().with(done -> {}).cancel();
        }
        vendor.answers(asked -> Reply.ok("{\"items\": [1]}"));
        assertThat(call(desk, "{}").get("items")).hasSize(1);
    }

    private void atOnce(VendorConnector desk, int count) {
        Uni.join()
                .all(Collections.nCopies(count, Desk.call(calls, desk, "{}")))
                .andFailFast()
                .await()
                .atMost(PATIENCE);
    }

    private Optional<String> tried(VendorConnector desk, Connection connection, String key) {
        return calls.test(desk, connection, Desk.object("{\"api_key\": \"" + key + "\"}"))
                .await()
                .atMost(PATIENCE);
    }

    private VendorConnector desk(boolean reads, String rest) {
        return Desk.read(Desk.file(vendor.url(), reads, rest));
    }

    private JsonNode call(VendorConnector desk, String arguments) {
        return Desk.call(calls, desk, arguments).await().atMost(PATIENCE);
    }

    private ToolError error(VendorConnector desk, String arguments) {
        try {
            JsonNode result = call(desk, arguments);
            throw new AssertionError("It worked: " + result);
        } catch (ToolException expected) {
            return expected.error();
        }
    }

    private static Reply sleep(Duration time) {
        try {
            Thread.sleep(time);
            return Reply.ok("{}");
        } catch (InterruptedException stopped) {
            return Reply.ok("{}");
        }
    }
}
