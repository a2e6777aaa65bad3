package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spectrum.gateway.tools.LogLevel;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A client of revision 2025-11-25 between its requests. */
final class Session {

    static final JsonNode NO_CAPABILITIES = JsonNodeFactory.instance.objectNode();

    private static final int MOST_SUBSCRIPTIONS = 100;

    private final JsonNode capabilities;
    private final Map<String, UniEmitter<? super Optional<JsonNode>>> questions = new ConcurrentHashMap<>();
    private final Map<JsonNode, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile Optional<LogLevel> logLevel = Optional.empty();

    Session(JsonNode capabilities) {
        this.capabilities = capabilities;
    }

    /** The client asked for a request of its own to be given up. */
    static final class Cancelled extends RuntimeException {

        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled", null, false, false);
        }
    }

    JsonNode capabilities() {
        return capabilities;
    }

    /** The least that the client wants to be told; empty while it did not say. */
    Optional<LogLevel> logLevel() {
        return logLevel;
    }

    void setLogLevel(LogLevel level) {
        logLevel = Optional.of(level);
    }

    /** URIs of the resources whose changes the client wants to be told. */
    Set<String> subscriptions() {
        return subscriptions;
    }

    void subscribe(String uri) {
        if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            throw McpException.invalidParams("This session has " + MOST_SUBSCRIPTIONS + " subscriptions already.");
        }
        subscriptions.add(uri);
    }

    /**
     * Asks a question, and gives the answer: empty if the client answers with an error.
     *
     * @param send sends it, under the id that the answer will bear
     */
    Uni<Optional<JsonNode>> ask(Consumer<String> send) {
        String id = UUID.randomUUID().toString();
        return Uni.createFrom()
                .<Optional<JsonNode>>emitter(emitter -> {
                    questions.put(id, emitter);
                    send.accept(id);
                })
                .onTermination()
                .invoke(() -> questions.remove(id));
    }

    /** An answer that nobody waits for any more changes nothing. */
    void answer(Message.Answer answer) {
        UniEmitter<? super Optional<JsonNode>> waiting = questions.remove(answer.id());
        if (waiting != null) {
            waiting.complete(answer.result());
        }
    }

    /** Does the work of a request until the client gives it up: then it fails with {@link Cancelled}. */
    <T> Uni<T> run(JsonNode requestId, Uni<T> work) {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        running.put(requestId, cancelled);
        Uni<T> givenUp = Uni.createFrom().emitter(waiting -> cancelled.thenRun(() -> waiting.fail(new Cancelled())));
        return Uni.combine().any().of(work, givenUp).onTermination().invoke(() -> running.remove(requestId, cancelled));
    }

    void cancel(JsonNode requestId) {
        CompletableFuture<Void> work = running.get(requestId);
        if (work != null) {
            work.complete(null);
        }
    }
}
