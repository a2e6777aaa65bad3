package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOriginTest {

    private static final String CONSOLE = "https://console.example";

    private Stack stack;

    @BeforeAll
    void start() {
        stack = new Stack(Duration.ofSeconds(10), 1_000, Set.of(CONSOLE));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void answersThePreflightOfAnAllowedOriginItself() {
        Answer answer = preflight("/api/v1/leads", CONSOLE);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
        assertThat(answer.headers().get("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(answer.headers().get("Access-Control-Allow-Headers")).isEqualTo("authorization, x-tenant");
        assertThat(answer.headers().get("Access-Control-Allow-Credentials")).isNull();
        assertThat(answer.headers().get("Vary")).containsIgnoringCase("origin");
    }

    @Test
    void letsAnAllowedOriginReadAnswersAndProblems() {
        for (String path : new String[] {"/api/v1/leads", "/nothing"}) {
            Answer answer = from(CONSOLE, HttpMethod.GET, path);
            assertThat(answer.headers().getAll("Access-Control-Allow-Origin")).containsExactly(CONSOLE);
            assertThat(answer.headers().get("Access-Control-Expose-Headers")).contains("ETag");
        }
    }

    @Test
    void allowsNoOtherOrigin() {
        for (String origin : new String[] {"https://evil.example", "null", CONSOLE + ".evil.example"}) {
            assertThat(preflight("/api/v1/leads", origin).headers().names())
                    .noneMatch(name -> name.startsWith("Access-Control"));
            assertThat(from(origin, HttpMethod.GET, "/api/v1/leads").headers().names())
                    .noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @Test
    void leavesItToKeycloakUnderAuth() {
        assertThat(preflight("/auth/realms/spectrum", CONSOLE).json().getString("backend"))
                .isEqualTo("keycloak");
    }

    private Answer preflight(String path, String origin) {
        RequestOptions request = stack.to(HttpMethod.OPTIONS, path)
                .putHeader("Origin", origin)
                .putHeader("Access-Control-Request-Method", "PATCH")
                .putHeader("Access-Control-Request-Headers", "authorization, x-tenant");
        return stack.send(request, Buffer.buffer());
    }

    private Answer from(String origin, HttpMethod method, String path) {
        return stack.send(stack.to(method, path).putHeader("Origin", origin), Buffer.buffer());
    }
}
