package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {

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
    void carriesMessagesBothWays() {
        Promise<MultiMap> seen = Promise.promise();
        backend(socket -> {
            seen.complete(socket.headers());
            socket.handler(message -> socket.write(Buffer.buffer("echo of ").appendBuffer(message)));
        });

        WebSocket socket = connect();

        Promise<Buffer> answer = Promise.promise();
        socket.handler(answer::tryComplete);
        socket.resume();
        socket.write(Buffer.buffer("hello"));
        assertThat(Stack.await(answer.future())).hasToString("echo of hello");
        assertThat(Stack.await(seen.future()).getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @Test
    void losesNothingWhenTheBackendSpeaksFirst() {
        backend(socket -> socket.writeTextMessage("welcome"));

        WebSocket socket = connect();

        Promise<String> first = Promise.promise();
        socket.textMessageHandler(first::tryComplete);
        socket.resume();
        assertThat(Stack.await(first.future())).isEqualTo("welcome");
    }

    @Test
    void carriesLargeMessages() {
        Buffer large = Buffer.buffer(new byte[250_000]);
        backend(socket -> socket.binaryMessageHandler(message -> socket.writeBinaryMessage(message)));

        WebSocket socket = connect();

        Promise<Buffer> answer = Promise.promise();
        socket.binaryMessageHandler(answer::tryComplete);
        socket.resume();
        socket.writeBinaryMessage(large);
        assertThat(Stack.await(answer.future())).isEqualTo(large);
    }

    @Test
    void closesOneSideWithTheOther() {
        Promise<Void> backendClosed = Promise.promise();
        backend(socket -> socket.closeHandler(backendClosed::tryComplete));

        Stack.await(connect().close());

        Stack.await(backendClosed.future());
        JsonObject line = stack.nextLogLine();
        assertThat(line.getInteger("status")).isEqualTo(101);
        assertThat(line.getString("backend")).isEqualTo("conversation-service");
    }

    @Test
    void passesARefusalOn() {
        stack.when(
                Backend.CONVERSATION_SERVICE,
                request -> request.response()
                        .setStatusCode(401)
                        .putHeader("WWW-Authenticate", "Bearer")
                        .end("who?"));

        Answer answer = upgrade("/api/chat/socket");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.body()).hasToString("who?");
    }

    @Test
    void saysThatTheBackendIsDown() {
        stack.stop(Backend.CONVERSATION_SERVICE);

        assertThat(upgrade("/api/chat/socket").status()).isEqualTo(502);
        assertThat(upgrade("/q/socket").status()).isEqualTo(404);
    }

    private void backend(Consumer<ServerWebSocket> onOpen) {
        stack.when(
                Backend.CONVERSATION_SERVICE, request -> request.toWebSocket().onSuccess(onOpen::accept));
    }

    private WebSocket connect() {
        return Stack.await(stack.vertx
                .createWebSocketClient()
                .connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(stack.port())
                        .setURI("/api/chat/socket"))
                .onSuccess(WebSocket::pause));
    }

    private Answer upgrade(String uri) {
        RequestOptions request = stack.to(HttpMethod.GET, uri)
                .putHeader("Connection", "keep-alive, Upgrade")
                .putHeader("Upgrade", "websocket")
                .putHeader("Sec-WebSocket-Version", "13")
                .putHeader("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return stack.send(request, Buffer.buffer());
    }
}
