package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingTest {

    private static final int MEGABYTE = 1 << 20;

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
    void passesEveryEventOnAtOnce() {
        Promise<HttpServerResponse> open = Promise.promise();
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            HttpServerResponse response = request.response()
                    .putHeader("Content-Type", "text/event-stream")
                    .setChunked(true);
            response.writeHead();
            open.complete(response);
        });

        HttpClientResponse answer = stack.open("/api/chat/runs/1/events");

        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/event-stream");
        HttpServerResponse backend = Stack.await(open.future());
        for (String event : new String[] {"data: 1\n\n", "data: 2\n\n"}) {
            Future<Buffer> next = next(answer);
            backend.write(event);
            assertThat(Stack.await(next)).hasToString(event);
        }
        Future<Void> end = answer.end();
        answer.resume();
        backend.end();
        Stack.await(end);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesALargeUploadUnchanged(boolean chunked) {
        byte[] content = new byte[10 * MEGABYTE];
        new Random(1).nextBytes(content);
        stack.when(
                Backend.OUTREACH_SERVICE,
                request -> request.body()
                        .onSuccess(body -> request.response()
                                .end(body.length() + " " + sha256(body.getBytes()) + " "
                                        + request.getHeader(HttpHeaders.CONTENT_LENGTH))));

        Answer answer = chunked ? sendChunked(content) : stack.send(upload(), Buffer.buffer(content));

        assertThat(answer.body())
                .hasToString(content.length + " " + sha256(content) + " " + (chunked ? "null" : content.length));
    }

    /** 60 MB: more than the kernel's socket buffers on the way take, and less than the body limit. */
    @Test
    void holdsAnUploadBackWhileTheBackendDoesNotRead() throws Exception {
        int chunks = 60;
        AtomicLong received = new AtomicLong();
        Promise<Runnable> waiting = Promise.promise();
        stack.when(Backend.OUTREACH_SERVICE, request -> {
            request.pause();
            request.handler(chunk -> received.addAndGet(chunk.length()))
                    .endHandler(end -> request.response().end());
            waiting.complete(request::resume);
        });
        HttpClientRequest upload = Stack.await(stack.client.request(upload()));
        upload.setChunked(true);

        int written = 0;
        while (written < chunks && flushed(upload.write(Buffer.buffer(new byte[MEGABYTE])))) {
            written++;
        }
        assertThat(written)
                .as("MB that got through to a backend that does not read")
                .isLessThan(chunks - 1);

        Stack.await(waiting.future()).run();
        for (int left = written + 1; left < chunks; left++) {
            Stack.await(upload.write(Buffer.buffer(new byte[MEGABYTE])));
        }
        upload.end();
        assertThat(Stack.await(upload.response()).statusCode()).isEqualTo(200);
        assertThat(received).hasValue((long) chunks * MEGABYTE);
    }

    @Test
    void holdsAnAnswerBackWhileTheClientDoesNotRead() {
        Promise<HttpServerResponse> full = Promise.promise();
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            HttpServerResponse response = request.response().setChunked(true);
            fill(response, 60, full);
        });

        HttpClientResponse answer = stack.open("/v1/models");
        HttpServerResponse backend = Stack.await(full.future());

        assertThat(backend.ended()).isFalse();
        AtomicLong received = new AtomicLong();
        Future<Void> end =
                answer.handler(chunk -> received.addAndGet(chunk.length())).end();
        answer.resume();
        Stack.await(end);
        assertThat(received).hasValue(60L * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutsTheClientOffWhenTheBackendBreaksOff(boolean chunked) {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            HttpServerResponse response = request.response();
            if (chunked) {
                response.setChunked(true);
            } else {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, "1000");
            }
            response.write("half of").onComplete(written -> request.connection().close());
        });

        assertThatThrownBy(() -> stack.get("/api/chat/runs/1/events")).hasMessageContaining("Connection was closed");
        JsonObject line = stack.nextLogLine();
        assertThat(line.getInteger("status")).isEqualTo(200);
        assertThat(line.getBoolean("complete")).isFalse();
    }

    @Test
    void letsTheBackendKnowThatTheClientHasLeft() {
        Promise<Void> left = Promise.promise();
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            request.response().setChunked(true).write("data: 1\n\n");
            request.response().closeHandler(left::complete);
        });

        stack.open("/api/chat/runs/1/events").request().connection().close();

        Stack.await(left.future());
    }

    @Test
    void letsTheBackendKnowThatTheClientHasLeftBeforeAnAnswer() {
        Promise<Void> left = Promise.promise();
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            request.response().closeHandler(left::complete);
            request.body().onSuccess(body -> stack.client.close());
        });

        stack.client.request(stack.to(HttpMethod.POST, "/api/chat/send")).compose(request -> request.send("{}"));

        Stack.await(left.future());
        assertThat(stack.nextLogLine().getInteger("status")).isEqualTo(499);
    }

    @Test
    void passesAnAnswerOnThatComesBeforeTheUploadIsThere() {
        stack.when(
                Backend.OUTREACH_SERVICE,
                request -> request.response().setStatusCode(401).end("no"));
        HttpClientRequest upload = Stack.await(stack.client.request(upload()));
        Future<Answer> answering = upload.response().compose(Stack::whole);
        upload.setChunked(true).write("the beginning");

        assertThat(Stack.await(answering).body()).hasToString("no");
        upload.end("the end");
        assertThat(stack.get("/api/v1/leads").status()).isEqualTo(401);
    }

    @Test
    void readsTheRestOfAnUploadThatTheBackendAnswersWithoutReading() {
        stack.when(Backend.OUTREACH_SERVICE, request -> {
            request.pause();
            request.response().setStatusCode(401).end("no");
        });
        HttpClientRequest upload = Stack.await(stack.client.request(upload()));
        Future<Answer> answering = upload.response().compose(Stack::whole);
        upload.setChunked(true);
        Future<Void> sent = Future.succeededFuture();
        for (int chunk = 0; chunk < 60; chunk++) {
            sent = upload.write(Buffer.buffer(new byte[MEGABYTE]));
        }

        assertThat(Stack.await(answering).status()).isEqualTo(401);
        Stack.await(sent);
    }

    private RequestOptions upload() {
        return stack.to(HttpMethod.POST, "/api/v1/leads/import");
    }

    private Answer sendChunked(byte[] content) {
        return Stack.await(stack.client.request(upload()).compose(request -> {
            request.setChunked(true);
            for (int at = 0; at < content.length; at += MEGABYTE) {
                request.write(Buffer.buffer(MEGABYTE).appendBytes(content, at, MEGABYTE));
            }
            request.end();
            return request.response().compose(Stack::whole);
        }));
    }

    private static Future<Buffer> next(HttpClientResponse answer) {
        Promise<Buffer> next = Promise.promise();
        answer.handler(chunk -> {
            answer.pause();
            next.complete(chunk);
        });
        answer.resume();
        return next.future();
    }

    /** Whether a chunk went out within a second: on loopback only backpressure takes longer. */
    private static boolean flushed(Future<Void> write) throws Exception {
        try {
            write.toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void fill(HttpServerResponse response, int chunks, Promise<HttpServerResponse> full) {
        if (chunks == 0) {
            full.tryComplete(response);
            response.end();
            return;
        }
        long stalled = stack.vertx.setTimer(1_000, late -> full.tryComplete(response));
        response.write(Buffer.buffer(new byte[MEGABYTE])).onSuccess(written -> {
            stack.vertx.cancelTimer(stalled);
            fill(response, chunks - 1, full);
        });
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
