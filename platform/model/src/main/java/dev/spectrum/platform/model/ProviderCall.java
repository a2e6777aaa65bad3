package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.spectrum.platform.model.ModelException.Progress;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider's server and what comes of it, on one Vert.x context, which it never blocks. The listener is told
 * once: that all was heard, or why not.
 */
final class ProviderCall {

    private static final int MOST_BYTES = 16 << 20;
    /** When a server that fails for a moment may be asked again. */
    static final Duration SOON = Duration.ofMillis(200);

    /**
     * How long it may take.
     *
     * @param firstToken until something is heard of a streamed answer
     * @param idle until more of it is heard
     * @param whole until all is heard, streamed or not
     */
    record Patience(Duration firstToken, Duration idle, Duration whole) {}

    private final Vertx vertx;
    private final HttpClient client;
    private final Provider provider;
    private final Patience patience;
    private final Hearing hearing;
    private final Runnable onAnswer;
    private final Consumer<ModelException> onFailure;
    private final Context context;
    private final long startedAt = System.nanoTime();

    private @Nullable HttpClientRequest request;
    private boolean streams;
    private boolean told;
    private boolean closed;
    private int piecesBefore;
    private long lastPieceAt = startedAt;
    private long bytes;
    private long timer = -1;

    ProviderCall(
            Vertx vertx,
            HttpClient client,
            Provider provider,
            Patience patience,
            Hearing hearing,
            Runnable onAnswer,
            Consumer<ModelException> onFailure) {
        this.vertx = vertx;
        this.client = client;
        this.provider = provider;
        this.patience = patience;
        this.hearing = hearing;
        this.onAnswer = onAnswer;
        this.onFailure = onFailure;
        this.context = vertx.getOrCreateContext();
    }

    /** @param streamed whether it asks for an answer in pieces */
    void start(String body, boolean streamed) {
        streams = streamed;
        onContext(() -> {
            watch();
            if (!told) {
                client.request(provider.request())
                        .onSuccess(opened -> send(opened, body))
                        .onFailure(this::broken);
            }
        });
    }

    /** Nobody listens any longer: hangs up, so that the model stops. */
    void hangUp() {
        onContext(() -> {
            if (!told) {
                told = true;
                close();
            }
        });
    }

    private void onContext(Runnable work) {
        if (Vertx.currentContext() == context) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private void send(HttpClientRequest opened, String body) {
        request = opened;
        if (told) {
            close();
            return;
        }
        opened.send(Buffer.buffer(body)).onSuccess(this::receive).onFailure(this::broken);
    }

    private void receive(HttpClientResponse response) {
        if (told) {
            close();
            return;
        }
        response.exceptionHandler(this::broken);
        if (response.statusCode() == 200 && isStream(response)) {
            ServerSentEvents events = new ServerSentEvents(this::hearEvent);
            response.handler(more -> listen(more, read -> {
                events.read(read);
                passOn();
            }));
            response.endHandler(end -> end(this::complete));
        } else {
            Buffer whole = Buffer.buffer();
            response.handler(more -> listen(more, whole::appendBuffer));
            response.endHandler(end -> end(() -> hear(response, whole.toString())));
        }
    }

    private static boolean isStream(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        return type != null && type.startsWith("text/event-stream");
    }

    private void listen(Buffer more, Consumer<Buffer> listener) {
        bytes += more.length();
        if (told) {
            return;
        }
        if (bytes > MOST_BYTES) {
            fail(ModelRefusal.UNAVAILABLE, "answered more than " + MOST_BYTES + " bytes", null, null);
        } else {
            listener.accept(more);
        }
    }

    private void end(Runnable then) {
        closed = true;
        if (!told) {
            then.run();
        }
        vertx.cancelTimer(timer);
    }

    private void passOn() {
        if (!told) {
            hearing.passOn();
        }
    }

    private void hearEvent(String data) {
        if (told) {
            return;
        }
        try {
            provider.protocol().hearEvent(data, hearing);
        } catch (JsonProcessingException | ModelException noAnswer) {
            failToHear(noAnswer);
            return;
        }
        if (hearing.isOver()) {
            complete();
        } else if (hearing.pieces() > piecesBefore) {
            boolean first = piecesBefore == 0;
            piecesBefore = hearing.pieces();
            lastPieceAt = System.nanoTime();
            if (first) {
                // Another clock runs from here on.
                watch();
            }
        }
    }

    private void hear(HttpClientResponse response, String body) {
        if (response.statusCode() != 200) {
            tell(refused(response, body));
            return;
        }
        try {
            provider.protocol().hear(body, hearing);
        } catch (JsonProcessingException | ModelException noAnswer) {
            failToHear(noAnswer);
            return;
        }
        complete();
    }

    /** A server that breaks off may close its answer in good order; it then has said no reason for the end. */
    private void complete() {
        if (hearing.finishReason().isEmpty()) {
            broken(null);
            return;
        }
        hearing.passOn();
        told = true;
        onAnswer.run();
    }

    private void failToHear(Exception noAnswer) {
        if (noAnswer instanceof ModelException said) {
            fail(said.refusal(), "said " + provider.shown(String.valueOf(said.getMessage())), null, null);
        } else {
            // Jackson's message would quote what people said.
            fail(ModelRefusal.UNAVAILABLE, "answered what is no JSON", null, null);
        }
    }

    private ModelException refused(HttpClientResponse response, String body) {
        int status = response.statusCode();
        boolean busy = status == 429 || status == 529;
        boolean passing = status >= 500 || status == 408;
        Duration wait = retryAfter(response.getHeader("Retry-After"));
        return new ModelException(
                busy ? ModelRefusal.OVERLOADED : passing ? ModelRefusal.UNAVAILABLE : ModelRefusal.REJECTED,
                provider.host() + " answered " + status + ": " + provider.shown(body),
                null,
                Progress.NOT_BEGUN,
                wait != null && (busy || passing) ? wait : passing ? SOON : null);
    }

    /** In seconds or as a date. */
    private static @Nullable Duration retryAfter(@Nullable String said) {
        if (said == null) {
            return null;
        }
        try {
            Duration wait = said.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(said))
                    : Duration.between(Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (NumberFormatException | DateTimeParseException noTime) {
            return null;
        }
    }

    private void broken(@Nullable Throwable cause) {
        String what = request == null
                ? "can't be reached"
                : hearing.pieces() == 0 ? "did not answer" : "broke off in the middle of its answer";
        fail(ModelRefusal.UNAVAILABLE, what, cause, SOON);
    }

    private void fail(ModelRefusal refusal, String what, @Nullable Throwable cause, @Nullable Duration again) {
        String why = cause == null ? "" : ": " + cause.getMessage();
        tell(new ModelException(refusal, provider.host() + " " + what + why, cause, progress(), again));
    }

    private Progress progress() {
        return request == null ? Progress.NOT_BEGUN : hearing.pieces() == 0 ? Progress.BEGUN : Progress.SPOKE;
    }

    private void tell(ModelException failure) {
        if (told) {
            return;
        }
        hearing.passOn();
        told = true;
        close();
        onFailure.accept(failure);
    }

    private void close() {
        vertx.cancelTimer(timer);
        if (request != null && !closed) {
            closed = true;
            request.reset();
        }
    }

    /** Looks again when the next of the clocks would have run down. */
    private void watch() {
        vertx.cancelTimer(timer);
        long now = System.nanoTime();
        long whole = startedAt + patience.whole().toNanos();
        long next = !streams
                ? whole
                : Math.min(
                        whole,
                        piecesBefore == 0
                                ? startedAt + patience.firstToken().toNanos()
                                : lastPieceAt + patience.idle().toNanos());
        if (now < next) {
            timer = vertx.setTimer(Math.max(1, (next - now) / 1_000_000), ignored -> watch());
        } else if (told) {
            // All was heard, but the server does not end its answer.
            close();
        } else if (hearing.finishReason().isPresent()) {
            complete();
            close();
        } else {
            fail(
                    ModelRefusal.TIMEOUT,
                    now >= whole ? "took too long" : piecesBefore == 0 ? "said nothing" : "fell silent",
                    null,
                    null);
        }
    }
}
