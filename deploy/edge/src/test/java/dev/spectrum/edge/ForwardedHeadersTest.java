package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedHeadersTest {

    private Stack stack;

    @BeforeAll
    void start() {
        stack = new Stack();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void saysWhereTheClientIsAndWhatItSees() {
        JsonObject headers = headersSeenFor(MultiMap.caseInsensitiveMultiMap());

        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("https");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("spectrum.example");
    }

    @Test
    void believesNothingThatTheClientSaysOfItself() {
        JsonObject headers = headersSeenFor(MultiMap.caseInsensitiveMultiMap()
                .add("Host", "evil.example")
                .add("Forwarded", "for=1.2.3.4;host=evil.example")
                .add("X-Forwarded-For", "1.2.3.4")
                .add("x-forwarded-for", "5.6.7.8")
                .add("X-FORWARDED-PROTO", "gopher")
                .add("X-Forwarded-Host", "evil.example")
                .add("X-Forwarded-Port", "1")
                .add("X-Forwarded-Prefix", "/evil"));

        assertThat(headers.encode()).doesNotContain("evil.example", "1.2.3.4", "5.6.7.8", "gopher", "prefix");
        assertThat(headers.containsKey("x-forwarded-port")).isFalse();
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
    }

    @Test
    void passesOnWhatIsMeantForTheService() {
        JsonObject headers = headersSeenFor(MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer token")
                .add("X-Tenant", "acme")
                .add("Idempotency-Key", "k")
                .add("If-Match", "\"1\"")
                .add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .add("tracestate", "a=b")
                .add("Accept", "text/event-stream"));

        assertThat(headers.getString("authorization")).isEqualTo("Bearer token");
        assertThat(headers.getString("x-tenant")).isEqualTo("acme");
        assertThat(headers.getString("idempotency-key")).isEqualTo("k");
        assertThat(headers.getString("if-match")).isEqualTo("\"1\"");
        assertThat(headers.getString("traceparent"))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(headers.getString("tracestate")).isEqualTo("a=b");
        assertThat(headers.getString("accept")).isEqualTo("text/event-stream");
    }

    @Test
    void keepsHopByHopHeadersOfTheRequestToItself() {
        JsonObject headers = headersSeenFor(MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "keep-alive, X-Secret-Hop, X-Forwarded-For")
                .add("X-Secret-Hop", "1")
                .add("Keep-Alive", "timeout=5")
                .add("TE", "trailers")
                .add("Proxy-Authorization", "Basic eDp5")
                .add("Upgrade", "h2c"));

        assertThat(headers.fieldNames())
                .doesNotContain("x-secret-hop", "keep-alive", "te", "proxy-authorization", "upgrade");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
    }

    @Test
    void keepsHopByHopHeadersOfTheAnswerToItself() {
        stack.when(
                Backend.TOOL_GATEWAY,
                request -> request.response()
                        .putHeader("Connection", "keep-alive, X-Inner-Hop")
                        .putHeader("X-Inner-Hop", "1")
                        .putHeader("Keep-Alive", "timeout=5")
                        .putHeader("X-Kept", "1")
                        .end("{}"));

        Answer answer = stack.get("/mcp");

        assertThat(answer.headers().names())
                .contains("X-Kept")
                .doesNotContain("X-Inner-Hop", "Keep-Alive", "Connection");
    }

    private JsonObject headersSeenFor(MultiMap headers) {
        RequestOptions request = stack.to(HttpMethod.GET, "/api/v1/agents").setHeaders(headers);
        return stack.send(request, Buffer.buffer()).json().getJsonObject("headers");
    }
}
