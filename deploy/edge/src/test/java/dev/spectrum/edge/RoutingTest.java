package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {

    private Stack stack;

    @BeforeAll
    void start() {
        stack = new Stack();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/agents, agent-service",
        "/api/chat/send, conversation-service",
        "/mcp/agents/sales, tool-gateway",
        "/api/v1/leads?q=a%20b&q=%2F..%2F, outreach-service",
        "/auth/realms/spectrum/protocol/openid-connect/certs, keycloak"
    })
    void forwardsTheRequestAsItIs(String uri, String backend) {
        JsonObject asked = stack.get(uri).json();

        assertThat(asked.getString("backend")).isEqualTo(backend);
        assertThat(asked.getString("uri")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void forwardsEveryMethodAndItsBody(String method) {
        JsonObject asked = stack.send(
                        stack.to(HttpMethod.valueOf(method), "/api/v1/agents"), Buffer.buffer("{\"a\": 1}"))
                .json();

        assertThat(asked.getString("method")).isEqualTo(method);
        assertThat(asked.getString("body")).isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/metrics", "/q/health/ready", "/api/v1/leadsX", "/api/v2/leads", "/api/v1"})
    void answersWhatNobodyOwnsWithAProblem(String path) {
        Answer answer = stack.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json())
                .isEqualTo(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Not Found")
                        .put("status", 404)
                        .put("detail", "There is nothing at this path.")
                        .put("instance", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../q/metrics",
                "/api/v1/leads/../../../q/metrics",
                "/api/v1/leads/%2e%2e/%2e%2e/%2e%2e/q/metrics",
                "/api/v1/leads/..%2f..%2f..%2fq/metrics",
                "/api/v1/leads/..;/..;/..;/q/metrics",
                "/api/v1/leads/..\\..\\q",
                "//q/metrics",
                "/api/v1//leads",
                "/auth/../q/health",
                "http://127.0.0.1/api/v1/leads",
                "/api/v1/campaigns/generat%65"
            })
    void refusesPathTricks(String path) {
        Answer answer = stack.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void leavesTheAnswerAsItIs() {
        stack.when(
                Backend.AGENT_SERVICE,
                request -> request.response()
                        .setStatusCode(418)
                        .setStatusMessage("Short and stout")
                        .putHeader("ETag", "\"3\"")
                        .putHeader("Set-Cookie", List.<String>of("a=1", "b=2"))
                        .putHeader("Content-Encoding", "gzip")
                        .putHeader("Date", "Mon, 01 Jan 2024 00:00:00 GMT")
                        .end(Buffer.buffer(new byte[] {0, 1, (byte) 0xFF})));

        Answer answer = stack.get("/api/v1/agents");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers().get("ETag")).isEqualTo("\"3\"");
        assertThat(answer.headers().getAll("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.headers().get("Date")).isEqualTo("Mon, 01 Jan 2024 00:00:00 GMT");
        assertThat(answer.body().getBytes()).containsExactly(0, 1, 0xFF);
    }

    @ParameterizedTest
    @CsvSource({"GET, 204", "GET, 304", "HEAD, 200", "DELETE, 204"})
    void keepsTheConnectionUsableAfterAnAnswerWithoutABody(String method, int status) {
        stack.when(
                Backend.TOOL_GATEWAY,
                request -> request.response().setStatusCode(status).end());

        for (int attempt = 0; attempt < 3; attempt++) {
            Answer answer = stack.send(stack.to(HttpMethod.valueOf(method), "/mcp"), Buffer.buffer());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body().length()).isZero();
            assertThat(answer.headers().contains("Transfer-Encoding")).isFalse();
        }
    }
}
