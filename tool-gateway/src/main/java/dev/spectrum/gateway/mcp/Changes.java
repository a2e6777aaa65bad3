package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells open streams what has changed, by looking again and again. So a stream tells its client what that very client sees
 * anew, whatever the change was and whichever process made it; and nobody who changes something has to know of streams.
 */
@ApplicationScoped
class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    private final McpConfig config;
    private final AtomicInteger open = new AtomicInteger();

    Changes(McpConfig config) {
        this.config = config;
    }

    /**
     * Something that changes.
     *
     * @param look gives what it is now, to be compared with what it was
     * @param notice what to send when it is another
     */
    record Watched(Supplier<? extends Uni<?>> look, ObjectNode notice) {}

    /**
     * Tells until then, or until the client goes.
     *
     * @param watched asked for anew each time
     * @param begins called once it is known how things are at first, before anything is told
     */
    Uni<Void> tell(Supplier<List<Watched>> watched, ResponseStream stream, Instant until, Runnable begins) {
        return Uni.createFrom().deferred(() -> {
            if (open.incrementAndGet() > config.openStreams()) {
                open.decrementAndGet();
                throw ProblemException.of(503, "too-many-streams", "Too many streams", "Try again later.")
                        .retryAfter(30);
            }
            Map<ObjectNode, Object> seen = new HashMap<>();
            return look(watched.get(), seen, stream)
                    .invoke(begins)
                    .chain(() -> Multi.createFrom()
                            .ticks()
                            .every(config.changesToldWithin())
                            .onOverflow()
                            .drop()
                            .select()
                            .first(Duration.between(Instant.now(), until))
                            .emitOn(OnThisContext.executor())
                            .onItem()
                            .transformToUniAndConcatenate(tick -> lookAgain(watched, seen, stream))
                            .onItem()
                            .ignoreAsUni())
                    .onTermination()
                    .invoke(open::decrementAndGet);
        });
    }

    /** While it can't be seen how things are, nothing is told. */
    private static Uni<Void> lookAgain(
            Supplier<List<Watched>> watched, Map<ObjectNode, Object> seen, ResponseStream stream) {
        return Uni.createFrom()
                .deferred(() -> look(watched.get(), seen, stream))
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "A stream could not look"))
                .onFailure()
                .recoverWithNull()
                .invoke(stream::keepAlive);
    }

    private static Uni<Void> look(List<Watched> watched, Map<ObjectNode, Object> seen, ResponseStream stream) {
        Uni<Void> looked = Uni.createFrom().voidItem();
        for (Watched one : watched) {
            looked = looked.chain(() -> one.look().get())
                    .invoke(now -> {
                        Object before = seen.put(one.notice(), now);
                        if (before != null && !before.equals(now)) {
                            stream.send(one.notice());
                        }
                    })
                    .replaceWithVoid();
        }
        return looked;
    }
}
