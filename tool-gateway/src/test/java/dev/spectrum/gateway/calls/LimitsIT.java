package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.atOnce;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.ToolsForTests;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits are those that application.properties sets for tests. */
@QuarkusTest
class LimitsIT {

    private static final ToolAnnotations WRITE = new ToolAnnotations(false, false, false, true);
    private static final ToolAnnotations IDEMPOTENT = new ToolAnnotations(false, false, true, true);

    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void noMoreTools() {
        ToolsForTests.withdrawAll();
    }

    @Test
    void aToolIsCalledSoOftenInASecondByATenant() throws Exception {
        ToolsForTests.offer("test_paced", true, (context, arguments) -> done());

        List<JsonNode> answers = atOnce(12, () -> call(as(ACME_MEMBER), "test_paced", Map.of())).stream()
                .map(Gateway::read)
                .toList();

        List<JsonNode> refused = answers.stream()
                .filter(answer -> answer.get("is_error").asBoolean())
                .map(answer -> answer.get("result"))
                .toList();
        assertThat(refused).isNotEmpty().allSatisfy(error -> {
            assertThat(error.get("error").asText()).isEqualTo("rate-limited");
            assertThat(error.get("retryable").asBoolean()).isTrue();
            assertThat(error.get("message").asText()).contains("try again in 1 second");
        });
        assertThat(attempts.get()).isEqualTo(12 - refused.size()).isGreaterThanOrEqualTo(3);
        result(GLOBEX_OWNER, "test_paced", Map.of());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !read(call(as(ACME_MEMBER), "test_paced", Map.of()))
                        .get("is_error")
                        .asBoolean());
        assertThat(latest("test_paced", 20))
                .anyMatch(call -> call.get("reason").asText().equals("rate-limited"));
    }

    @Test
    void aReadThatGetsNoAnswerIsTriedAgain() {
        ToolsForTests.offer(
                "test_read_at_last", true, (context, arguments) -> attempts.incrementAndGet() < 3 ? broken() : done());

        result(ACME_MEMBER, "test_read_at_last", Map.of());
        assertThat(latest("test_read_at_last", 5)).hasSize(1);
    }

    @Test
    void aWriteThatMayBeDoneTwiceIsTriedAgainUnderTheSameKey() {
        StringBuffer keys = new StringBuffer();
        ToolsForTests.offer("test_put", IDEMPOTENT, (context, arguments) -> {
            keys.append(context.idempotencyKey()).append(' ');
            return attempts.incrementAndGet() < 2 ? broken() : done();
        });

        String id = read(call(as(ACME_MEMBER), "test_put", Map.of())).get("id").asText();
        assertThat(keys.toString()).isEqualTo(id + " " + id + " ");
    }

    @Test
    void whatAnAttemptMayHaveDoneIsNotForgottenWhenTheNextDoesNothing() {
        ToolsForTests.offer(
                "test_put_then_refused",
                IDEMPOTENT,
                (context, arguments) -> attempts.incrementAndGet() < 2
                        ? broken()
                        : Uni.createFrom().failure(ToolException.of("refused", "No.")));

        assertThat(error(ACME_MEMBER, "test_put_then_refused", Map.of())
                        .get("error")
                        .asText())
                .isEqualTo("unknown-outcome");
    }

    @Test
    void aWriteIsNeverTriedAgain() {
        ToolsForTests.offer("test_post", WRITE, (context, arguments) -> {
            attempts.incrementAndGet();
            return broken();
        });

        assertThat(error(ACME_MEMBER, "test_post", Map.of()).get("error").asText())
                .isEqualTo("unknown-outcome");
        assertThat(attempts).hasValue(1);
        assertThat(latest("test_post", 1).getFirst().get("outcome").asText()).isEqualTo("unknown");
    }

    @Test
    void whatAToolSaysOfWhyItFailedIsFinal() {
        ToolsForTests.offer("test_says_no", true, (context, arguments) -> {
            attempts.incrementAndGet();
            return Uni.createFrom().failure(ToolException.retryable("busy", "Come back later."));
        });
        for (int i = 0; i < 8; i++) {
            assertThat(error(ACME_MEMBER, "test_says_no", Map.of()).get("error").asText())
                    .isEqualTo("busy");
        }
        assertThat(attempts).hasValue(8);
    }

    @Test
    void aPlaceThatDoesNotAnswerIsLeftAloneForAWhile() {
        ToolsForTests.offer("test_dead", WRITE, (context, arguments) -> {
            attempts.incrementAndGet();
            return attempts.get() <= 5 ? broken() : Uni.createFrom().item(Map.of("done", "yes"));
        });
        for (int i = 0; i < 5; i++) {
            error(ACME_MEMBER, "test_dead", Map.of());
        }
        JsonNode refused = error(ACME_MEMBER, "test_dead", Map.of());
        assertThat(refused.get("error").asText()).isEqualTo("left-alone");
        assertThat(refused.get("message").asText()).containsPattern("try again in [12] second");
        assertThat(attempts).hasValue(5);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !read(call(as(ACME_MEMBER), "test_dead", Map.of()))
                        .get("is_error")
                        .asBoolean());
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        AtomicInteger givenUp = new AtomicInteger();
        ToolsForTests.Work never = (context, arguments) ->
                Uni.createFrom().nothing().onCancellation().invoke(givenUp::incrementAndGet);
        Optional<Duration> moment = Optional.of(Duration.ofMillis(200));
        ToolsForTests.offer("test_read_late", new ToolAnnotations(true, false, true, true), moment, never);
        ToolsForTests.offer("test_write_late", WRITE, moment, never);

        JsonNode late = error(ACME_MEMBER, "test_read_late", Map.of());
        assertThat(late.get("error").asText()).isEqualTo("timed-out");
        assertThat(late.get("retryable").asBoolean()).isTrue();
        assertThat(error(ACME_MEMBER, "test_write_late", Map.of()).get("error").asText())
                .isEqualTo("unknown-outcome");
        assertThat(givenUp).hasValue(2);
        assertThat(latest("test_write_late", 1).getFirst().get("outcome").asText())
                .isEqualTo("unknown");
    }

    private Uni<Map<String, String>> done() {
        attempts.incrementAndGet();
        return Uni.createFrom().item(Map.of("done", "yes"));
    }

    private static Uni<Map<String, String>> broken() {
        return Uni.createFrom().failure(new IOException("Connection reset"));
    }

    private static List<JsonNode> latest(String tool, int limit) {
        JsonNode items = read(as(ACME_ADMIN).get("/api/v1/tool-calls?limit=" + limit + "&tool=" + tool))
                .get("items");
        return List.copyOf(items.valueStream().toList());
    }
}
