package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Turn;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An attempt that this process makes now. */
final class LiveTurn {

    private final UUID tenantId;
    private final Turn turn;
    private final Narrator narrator;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    LiveTurn(UUID tenantId, Turn turn, Narrator narrator) {
        this.tenantId = tenantId;
        this.turn = turn;
        this.narrator = narrator;
    }

    UUID tenantId() {
        return tenantId;
    }

    Turn turn() {
        return turn;
    }

    Narrator narrator() {
        return narrator;
    }

    void stop() {
        stop.complete(null);
    }

    /** Completes when the attempt is over, on any thread. */
    Uni<Void> ended() {
        return Uni.createFrom().completionStage(end::copy);
    }

    void end() {
        end.complete(null);
    }

    boolean isStopped() {
        return stop.isDone();
    }

    /** Completes when the answer isn't wanted any more, on any thread. */
    Uni<Void> stopped() {
        return Uni.createFrom().completionStage(stop::copy);
    }
}
