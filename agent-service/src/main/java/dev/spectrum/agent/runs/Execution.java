package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run that this process executes. It goes on whether or not anybody listens; whoever does hears all of it. */
final class Execution {

    private final Run run;
    private final CompletableFuture<Run> end = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final Multi<RunEvent> events;
    private @Nullable MultiEmitter<? super RunEvent> emitter;

    Execution(Run run) {
        this.run = run;
        this.events = Multi.createFrom()
                .<RunEvent>emitter(listener -> emitter = listener, BackPressureStrategy.BUFFER)
                .cache();
        // Its first listener, so that there is an emitter from now on.
        events.subscribe().with(event -> {});
    }

    Run run() {
        return run;
    }

    Multi<RunEvent> events() {
        return events;
    }

    void tell(RunEvent event) {
        Objects.requireNonNull(emitter).emit(event);
    }

    void ended(Run ended) {
        tell(new RunEvent.Ended(ended));
        Objects.requireNonNull(emitter).complete();
        end.complete(ended);
    }

    void lost(Throwable failure) {
        Objects.requireNonNull(emitter).fail(failure);
        end.completeExceptionally(failure);
    }

    /** Whoever stops waiting stops nothing else. */
    Uni<Run> end() {
        return Uni.createFrom().completionStage(end::copy);
    }

    void cancel() {
        cancelled.complete(null);
    }

    Uni<Void> cancelled() {
        return Uni.createFrom().completionStage(cancelled::copy);
    }
}
