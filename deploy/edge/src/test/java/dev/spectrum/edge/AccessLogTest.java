package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private Stack stack;

    @BeforeEach
    void start() {
        stack = new Stack();
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void saysInOneLineWhatWasAskedAndWhatCameOfIt() {
        stack.send(stack.to(HttpMethod.POST, "/api/v1/agents").putHeader("traceparent", TRACE), Buffer.buffer("{}"));

        JsonObject line = stack.nextLogLine();
        assertThat(Instant.parse(line.getString("time"))).isBefore(Instant.now());
        assertThat(line.getLong("ms")).isNotNegative();
        line.remove("time");
        line.remove("ms");
        assertThat(line)
                .isEqualTo(new JsonObject()
                        .put("method", "POST")
                        .put("path", "/api/v1/agents")
                        .put("status", 200)
                        .put("backend", "agent-service")
                        .put("traceparent", TRACE));
    }

    @Test
    void keepsSecretsToItself() {
        stack.send(
                stack.to(HttpMethod.GET, "/auth/callback?code=SECRET1").putHeader("Authorization", "Bearer SECRET2"),
                Buffer.buffer());
        stack.get("/unsubscribe/SECRET3");
        stack.get("/t/SECRET4");

        assertThat(stack.nextLogLine().encode()).contains("/auth/callback").doesNotContain("SECRET");
        assertThat(stack.nextLogLine().encode()).contains("/unsubscribe/***").doesNotContain("SECRET");
        assertThat(stack.nextLogLine().encode()).contains("/t/***").doesNotContain("SECRET");
    }

    @Test
    void cannotBeForged() {
        stack.get("/api/v1/x\"}%0a{\"status\":200");

        assertThat(stack.nextLogLine().getInteger("status")).isEqualTo(400);
    }
}
