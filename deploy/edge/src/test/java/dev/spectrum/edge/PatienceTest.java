package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.edge.Stack.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the edge waits for whom. */
class PatienceTest {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

    private Stack stack;

    @BeforeEach
    void start() {
        stack = new Stack(ANSWER_TIMEOUT, 1 << 20, Set.of());
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void answers504WhenTheBackendStaysSilentAndLetsGoOfIt() {
        Promise<Void> abandoned = Promise.promise();
        stack.when(Backend.CONVERSATION_SERVICE, request -> request.response().closeHandler(abandoned::complete));

        Answer answer = stack.send(stack.to(HttpMethod.POST, "/api/chat/send"), Buffer.buffer("{}"));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().getString("title")).isEqualTo("Gateway Timeout");
        Stack.await(abandoned.future());
    }

    @Test
    void letsAStreamBeSilentForLongerThanAnAnswerMayTake() {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            request.response().setChunked(true).write("first");
            stack.vertx.setTimer(
                    3 * ANSWER_TIMEOUT.toMillis(), late -> request.response().end(" and last"));
        });

        assertThat(stack.get("/api/chat/runs/1/events").body()).hasToString("first and last");
    }

    @Test
    void letsBothSidesTalkAtOnce() {
        stack.when(Backend.CONVERSATION_SERVICE, request -> {
            request.response().setChunked(true);
            request.handler(request.response()::write);
            request.endHandler(end -> request.response().end());
        });
        HttpClientRequest talk = Stack.await(stack.client.request(stack.to(HttpMethod.POST, "/api/chat/send")));
        Future<Answer> answering = talk.response()
                .onSuccess(begun -> {
                    talk.write("two");
                    stack.vertx.setTimer(3 * ANSWER_TIMEOUT.toMillis(), late -> talk.end("three"));
                })
                .compose(Stack::whole);
        talk.setChunked(true).write("one");

        assertThat(Stack.await(answering).body()).hasToString("onetwothree");
    }

    @Test
    void givesASlowUploadTheTimeItMovesIn() {
        HttpClientRequest upload = Stack.await(stack.client.request(stack.to(HttpMethod.POST, "/api/v1/leads/import")));
        Future<Answer> answering = upload.response().compose(Stack::whole);
        upload.setChunked(true);
        for (int step = 1; step <= 8; step++) {
            stack.vertx.setTimer(step * ANSWER_TIMEOUT.toMillis() / 4, tick -> upload.write("x"));
        }
        stack.vertx.setTimer(9 * ANSWER_TIMEOUT.toMillis() / 4, tick -> upload.end());

        Answer answer = Stack.await(answering);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("body")).isEqualTo("xxxxxxxx");
    }
}
