package dev.spectrum.conversation.turn;

import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Messages that wait for their conversation, in the order in which they came to this process. */
@ApplicationScoped
class WaitingLine {

    private final Map<UUID, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    boolean isEmpty(UUID conversationId) {
        return !last.containsKey(conversationId);
    }

    /** Does this when all who stand before have done theirs. */
    <T> Uni<T> stand(UUID conversationId, Supplier<Uni<T>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(conversationId, done);
        Uni<Void> myTurn =
                before == null ? Uni.createFrom().voidItem() : Uni.createFrom().completionStage(before);
        return CallerContext.returnTo(() -> myTurn)
                .chain(() -> work.get())
                .onTermination()
                .invoke(() -> {
                    last.remove(conversationId, done);
                    done.complete(null);
                });
    }
}
