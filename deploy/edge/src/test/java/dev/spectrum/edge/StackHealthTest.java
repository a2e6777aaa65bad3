package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StackHealthTest {

    private static final Map<String, String> ALL_UP = Map.of("postgresql", "UP", "kafka", "UP", "redis", "UP");

    private Stack stack;

    @BeforeEach
    void start() {
        stack = new Stack();
        for (Backend backend : Backend.values()) {
            stack.when(backend, request -> answer(request, "UP", ALL_UP));
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void isUpWhenEverythingIs() {
        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().getString("status")).isEqualTo("UP");
        assertThat(answer.json().getJsonObject("services").fieldNames())
                .containsExactly(
                        "agent-service", "conversation-service", "tool-gateway", "outreach-service", "keycloak");
        assertThat(service(answer, "agent-service"))
                .isEqualTo(
                        new JsonObject(
                                "{\"status\":\"UP\",\"dependencies\":{\"postgresql\":\"UP\",\"kafka\":\"UP\",\"redis\":\"UP\"}}"));
        assertThat(service(answer, "keycloak")).isEqualTo(new JsonObject("{\"status\":\"UP\",\"dependencies\":{}}"));
    }

    @Test
    void isDegradedWhenADependencyIsDown() {
        stack.when(
                Backend.TOOL_GATEWAY,
                request -> answer(request, "UP", Map.of("postgresql", "UP", "kafka", "DOWN", "redis", "UP")));

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("status")).isEqualTo("DEGRADED");
        assertThat(service(answer, "tool-gateway").getString("status")).isEqualTo("UP");
        assertThat(service(answer, "tool-gateway").getJsonObject("dependencies").getString("kafka"))
                .isEqualTo("DOWN");
    }

    @Test
    void isDownWhenAServiceIsNotReady() {
        stack.when(Backend.OUTREACH_SERVICE, request -> answer(request, "DOWN", ALL_UP));

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("status")).isEqualTo("DOWN");
        assertThat(service(answer, "outreach-service").getString("status")).isEqualTo("DOWN");
        assertThat(service(answer, "agent-service").getString("status")).isEqualTo("UP");
    }

    @Test
    void isDownWhenAServiceIsGone() {
        stack.stop(Backend.AGENT_SERVICE);
        stack.stop(Backend.KEYCLOAK);

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(service(answer, "agent-service"))
                .isEqualTo(new JsonObject("{\"status\":\"DOWN\",\"dependencies\":{}}"));
        assertThat(service(answer, "keycloak").getString("status")).isEqualTo("DOWN");
    }

    @Test
    void doesNotWaitForAServiceThatHangs() {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {});

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(service(answer, "conversation-service").getString("status")).isEqualTo("DOWN");
    }

    @Test
    void isDegradedWhenTheDependenciesAreNotToldInTime() {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            if (request.path().endsWith("/ready")) {
                answer(request, "UP", ALL_UP);
            }
        });

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("status")).isEqualTo("DEGRADED");
        assertThat(service(answer, "conversation-service").getJsonObject("dependencies"))
                .isEqualTo(new JsonObject("{\"unknown\":\"DOWN\"}"));
    }

    @Test
    void isNotConfusedByAnAnswerThatIsNoHealth() {
        stack.when(Backend.AGENT_SERVICE, request -> request.response().end("[1, 2"));
        stack.when(
                Backend.TOOL_GATEWAY,
                request -> request.response().setStatusCode(404).end());

        Answer answer = stack.get("/api/v1/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(service(answer, "agent-service").getString("status")).isEqualTo("DOWN");
        assertThat(service(answer, "tool-gateway").getString("status")).isEqualTo("DOWN");
    }

    @Test
    void isOnlyThereToBeRead() {
        Answer answer = stack.send(stack.to(HttpMethod.POST, "/api/v1/health"), Buffer.buffer("{}"));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get("Allow")).isEqualTo("GET, HEAD");
        assertThat(stack.get("/api/v1/health/agent-service").status()).isEqualTo(404);
        assertThat(stack.send(stack.to(HttpMethod.HEAD, "/api/v1/health"), Buffer.buffer())
                        .status())
                .isEqualTo(200);
    }

    private static JsonObject service(Answer answer, String name) {
        return answer.json().getJsonObject("services").getJsonObject(name);
    }

    /** As SmallRye Health does: 503 when the group as a whole is not up. */
    private static void answer(HttpServerRequest request, String readiness, Map<String, String> dependencies) {
        boolean aboutDependencies = request.path().equals("/q/health/group/dependencies");
        boolean up = aboutDependencies ? !dependencies.containsValue("DOWN") : readiness.equals("UP");
        JsonArray checks = new JsonArray();
        if (aboutDependencies) {
            dependencies.forEach((name, status) ->
                    checks.add(new JsonObject().put("name", name).put("status", status)));
        }
        request.response()
                .setStatusCode(up ? 200 : 503)
                .end(new JsonObject()
                        .put("status", up ? "UP" : "DOWN")
                        .put("checks", checks)
                        .encode());
    }
}
