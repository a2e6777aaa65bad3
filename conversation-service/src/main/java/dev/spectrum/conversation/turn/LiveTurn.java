package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.MadeCall;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An attempt that this process makes now. */
final class LiveTurn {

    private final UUID tenantId;
    private final Turn turn;
    private final Narrator narrator;
    private final List<MadeCall> calls = new CopyOnWriteArrayList<>();
    private volatile int callsKept;
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

    void made(MadeCall call) {
        calls.add(call);
    }

    /** What was asked of models until now. */
    ModelCalls calls() {
        return new ModelCalls(List.copyOf(calls));
    }

    /** So many of its calls are kept where whoever takes the turn over finds them, and tells of them. */
    void kept(int number) {
        callsKept = number;
    }

    ModelCalls callsNotKept() {
        List<MadeCall> all = List.copyOf(calls);
        return new ModelCalls(all.subList(callsKept, all.size()));
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
