package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureTest {

    private static final int BODY_LIMIT = 1 << 20;

    private Stack stack;

    @BeforeEach
    void start() {
        stack = new Stack(Duration.ofSeconds(10), BODY_LIMIT, Set.of());
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void answers502WhenTheBackendIsDownAndShowsNothingInternal() {
        stack.stop(Backend.AGENT_SERVICE);

        Answer answer = stack.get("/api/v1/agents/1?secret=x");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("title")).isEqualTo("Bad Gateway");
        assertThat(answer.json().getString("instance")).isEqualTo("/api/v1/agents/1");
        assertThat(answer.body().toString()).doesNotContain("127.0.0.1", "refused", "secret", "Exception");
        assertThat(stack.nextLogLine().getString("failure")).contains("refused");
    }

    @Test
    void answers502WhenTheBackendHangsUpWithoutAnAnswer() {
        stack.when(Backend.AGENT_SERVICE, request -> request.connection().close());

        assertThat(stack.get("/api/v1/agents").status()).isEqualTo(502);
    }

    @Test
    void readsABodyThatNobodyWantsSoThatTheConnectionGoesOn() {
        stack.stop(Backend.OUTREACH_SERVICE);

        Buffer answers = everythingAfter("POST /api/v1/leads HTTP/1.1\r\nHost: edge\r\nContent-Length: " + BODY_LIMIT
                + "\r\n\r\n" + "x".repeat(BODY_LIMIT)
                + "GET /nothing HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n");

        assertThat(answers.toString()).contains("HTTP/1.1 502 Bad Gateway", "HTTP/1.1 404 Not Found");
    }

    @Test
    void leavesAClientThatNeverEndsABodyNobodyWants() {
        stack.stop(Backend.OUTREACH_SERVICE);

        Buffer answers = everythingAfter(
                "POST /api/v1/leads HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");

        assertThat(answers.toString()).startsWith("HTTP/1.1 502 Bad Gateway");
    }

    @Test
    void forgetsARefusalWhenTheConnectionGoesOn() {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            request.response().setChunked(true).write("first");
            stack.vertx.setTimer(2_500, late -> request.response().end(" and last"));
        });

        Buffer answers = everythingAfter("GET /nothing HTTP/1.1\r\nHost: edge\r\n\r\n"
                + "GET /v1/models HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n");

        assertThat(answers.toString()).startsWith("HTTP/1.1 404 Not Found").contains("first", " and last");
    }

    @Test
    void countsAConnectionThatNobodyAcceptsAsSilence() {
        assertThat(Problem.ofFailure(new ConnectTimeoutException()).status().code())
                .isEqualTo(504);
    }

    @Test
    void answers413ToABodyThatSaysItIsTooLarge() {
        Answer answer = stack.send(stack.to(HttpMethod.POST, "/api/v1/leads"), Buffer.buffer(new byte[BODY_LIMIT + 1]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void answers413ToABodyThatTurnsOutTooLarge() {
        Promise<Void> abandoned = Promise.promise();
        stack.when(Backend.OUTREACH_SERVICE, request -> request.response().closeHandler(abandoned::complete));
        HttpClientRequest upload = Stack.await(stack.client.request(stack.to(HttpMethod.POST, "/api/v1/leads")));
        Future<Answer> answering = upload.response().compose(Stack::whole);
        upload.setChunked(true).write(Buffer.buffer(new byte[BODY_LIMIT]));
        upload.write(Buffer.buffer("x"));
        upload.write(Buffer.buffer("and more"));

        Answer answer = Stack.await(answering);

        assertThat(answer.status()).isEqualTo(413);
        Stack.await(abandoned.future());
    }

    @Test
    void passesOnTheRefusalOfABodyThatIsStillBeingSent() {
        stack.when(Backend.OUTREACH_SERVICE, request -> {
            request.response().setStatusCode(413).end("too large for me");
            request.resume();
        });

        Answer answer = stack.send(stack.to(HttpMethod.POST, "/api/v1/leads"), Buffer.buffer(new byte[BODY_LIMIT]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().toString()).isEqualTo("too large for me");
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        assertThat(stack.send(stack.to(HttpMethod.POST, "/api/v1/leads"), Buffer.buffer(new byte[BODY_LIMIT]))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asksForABodyOnlyWhenItWillTakeIt() {
        String head = "POST /api/v1/leads HTTP/1.1\r\nHost: edge\r\nExpect: 100-continue\r\nContent-Length: ";

        assertThat(firstLineAfter(head + BODY_LIMIT + "\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue");
        assertThat(firstLineAfter(head + (BODY_LIMIT + 1) + "\r\n\r\n"))
                .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }

    @Test
    void refusesWhatIsNoProperRequest() {
        assertThat(firstLineAfter("GET /api/v1/leads HTTP/1.1\r\nHost: edge\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .isEqualTo("HTTP/1.1 431 Request Header Fields Too Large");
        assertThat(firstLineAfter("GET /api/v1/leads?q=" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: edge\r\n\r\n"))
                .endsWith(" 414 Request-URI Too Long");
        assertThat(firstLineAfter(
                        "POST /mcp HTTP/1.1\r\nHost: edge\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(firstLineAfter("POST /mcp HTTP/1.1\r\nHost: edge\r\nContent-Length: -1\r\n\r\n"))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(firstLineAfter("CONNECT elsewhere:443 HTTP/1.1\r\nHost: edge\r\n\r\n"))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(firstLineAfter("nonsense\r\n\r\n")).endsWith(" 400 Bad Request");
    }

    @Test
    void servesHttp10ByClosing() {
        stack.when(
                Backend.AGENT_SERVICE,
                request -> request.response().setChunked(true).end("of unknown length"));

        Buffer answer = everythingAfter("GET /api/v1/agents HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer.toString()).startsWith("HTTP/1.0 200 OK").endsWith("\r\n\r\nof unknown length");
    }

    private String firstLineAfter(String request) {
        Promise<String> line = Promise.promise();
        send(
                request,
                socket -> socket.handler(chunk ->
                        line.tryComplete(chunk.toString().lines().findFirst().orElse(""))));
        return Stack.await(line.future());
    }

    private Buffer everythingAfter(String request) {
        Buffer all = Buffer.buffer();
        Promise<Buffer> end = Promise.promise();
        send(request, socket -> socket.handler(all::appendBuffer).closeHandler(closed -> end.complete(all)));
        return Stack.await(end.future());
    }

    /** Sends once somebody listens: an answer that comes before is lost. */
    private void send(String request, Consumer<NetSocket> listening) {
        NetSocket socket = Stack.await(stack.vertx.createNetClient().connect(stack.port(), "127.0.0.1"));
        listening.accept(socket);
        socket.write(request);
    }
}
