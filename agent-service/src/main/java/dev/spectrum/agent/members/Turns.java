package dev.spectrum.agent.members;

import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One change of a tenant's members at a time, in all replicas: what was decided by who the owners are must still hold when it
 * is done, and no transaction may stay open over calls to the identity provider. A change that dies gives way after a while.
 */
@ApplicationScoped
public class Turns {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES = 50;
    /** Less than a turn is good for. */
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(20);

    private final TurnBook book;
    private final Vertx vertx;

    Turns(TurnBook book, Vertx vertx) {
        this.book = book;
        this.vertx = vertx;
    }

    /** Fails with 409 if others are at it for five seconds. */
    public <T> Uni<T> run(UUID tenantId, Supplier<Uni<T>> change) {
        UUID turn = UUID.randomUUID();
        return take(tenantId, turn, TRIES)
                .chain(() -> Uni.createFrom()
                        .<T>deferred(change::get)
                        .ifNoItem()
                        .after(LONGEST_CHANGE)
                        .fail()
                        .eventually(() -> book.giveBack(tenantId, turn)));
    }

    private Uni<Void> take(UUID tenantId, UUID turn, int triesLeft) {
        return book.take(tenantId, turn).chain(taken -> {
            if (taken) {
                return Uni.createFrom().voidItem();
            }
            if (triesLeft == 0) {
                throw ProblemException.conflict("members-changing", "This tenant's members are being changed.")
                        .retryAfter(1);
            }
            return pause().chain(() -> take(tenantId, turn, triesLeft - 1));
        });
    }

    /** On this request's own context, which the database's session is bound to. */
    private Uni<Void> pause() {
        return Uni.createFrom().emitter(waiting -> vertx.setTimer(PAUSE.toMillis(), timer -> waiting.complete(null)));
    }
}
