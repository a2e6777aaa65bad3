package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.UpstreamsConfig;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the upstreams that are ours to run: one for each upstream, started when it is first needed, a bounded
 * number in all. One that ended by itself is started again, not too soon; one that nobody uses is stopped, and all are at the
 * end.
 */
@ApplicationScoped
class StdioProcesses {

    private static final Logger LOG = Logger.getLogger(StdioProcesses.class);

    private final UpstreamsConfig config;
    private final ObjectMapper json;
    private final Semaphore places;
    private final Cache<Key, Slot> slots;

    StdioProcesses(UpstreamsConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.places = new Semaphore(config.stdio().mostProcesses());
        this.slots = Caffeine.newBuilder()
                .expireAfterAccess(config.stdio().stoppedAfter())
                .scheduler(Scheduler.systemScheduler())
                .<Key, Slot>removalListener((key, slot, cause) -> {
                    if (slot != null) {
                        slot.stop();
                    }
                })
                .build();
    }

    private record Key(UUID upstreamId, long version) {}

    /** A process that has agreed on a revision, or is about to. */
    private record Ready(StdioProcess process, Uni<StdioProcess> agreed) {}

    void stop(@Observes ShutdownEvent stopping) {
        List<Thread> endings = slots.asMap().values().stream()
                .flatMap(slot -> slot.stop().stream())
                .toList();
        for (Thread ending : endings) {
            try {
                ending.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void forget(UUID upstreamId) {
        slots.asMap().forEach((key, slot) -> {
            if (key.upstreamId().equals(upstreamId)) {
                slots.invalidate(key);
            }
        });
    }

    /** The result of a request. Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> request(Upstream upstream, String command, String method, ObjectNode params, Duration timeout) {
        Slot slot = slots.get(new Key(upstream.id(), upstream.version()), key -> new Slot(command));
        return Uni.createFrom()
                .item(slot::process)
                // Starting one takes its time.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(Ready::agreed)
                .chain(process -> process.request(method, params, timeout));
    }

    /** Where an upstream's process is, or will be. */
    private final class Slot {

        private final String command;
        private @Nullable Ready running;
        private int endings;
        private long startedMillis;
        private long notBeforeMillis;
        private boolean isStopped;

        Slot(String command) {
            this.command = command;
        }

        synchronized Ready process() {
            if (running != null && running.process().isAlive()) {
                return running;
            }
            UpstreamsConfig.Command line = config.stdio().commands().get(command);
            if (line == null || isStopped) {
                throw new UpstreamFailure(Kind.UNREACHED, "The operator of this service lists no such command now.");
            } else if (System.currentTimeMillis() < notBeforeMillis) {
                throw new UpstreamFailure(
                        Kind.UNREACHED, "The upstream's process ended; it is started again in a moment.");
            } else if (!places.tryAcquire()) {
                throw new UpstreamFailure(Kind.BUSY, "Too many processes run already.");
            }
            running = start(line);
            return running;
        }

        private Ready start(UpstreamsConfig.Command line) {
            try {
                startedMillis = System.currentTimeMillis();
                StdioProcess process = StdioProcess.start(line, json, config.longestAnswer(), this::ended);
                return new Ready(process, agree(process).memoize().indefinitely());
            } catch (IOException notStarted) {
                LOG.warnf("The command %s can't be run: %s", command, notStarted.getMessage());
                ended();
                throw new UpstreamFailure(Kind.UNREACHED, "The upstream's process can't be started.");
            }
        }

        private Uni<StdioProcess> agree(StdioProcess process) {
            return process.request("initialize", Protocol.initialize(), config.patience())
                    .invoke(Protocol::revision)
                    .invoke(() -> process.tell("notifications/initialized", JsonNodeFactory.instance.objectNode()))
                    .replaceWith(process)
                    .onFailure()
                    .invoke(() -> process.stop())
                    .onFailure(UpstreamFailure.class)
                    .transform(failure -> new UpstreamFailure(Kind.UNREACHED, ((UpstreamFailure) failure).reason()));
        }

        /** One that ran for long enough begins anew. */
        private synchronized void ended() {
            places.release();
            long now = System.currentTimeMillis();
            long longest = config.stdio().longestPause().toMillis();
            endings = now - startedMillis > longest ? 1 : Math.min(endings + 1, 20);
            notBeforeMillis =
                    now + Math.min(longest, config.stdio().firstPause().toMillis() << (endings - 1));
        }

        /** What sees to it that its process ends, if there is one. */
        synchronized Optional<Thread> stop() {
            isStopped = true;
            return Optional.ofNullable(running).map(ready -> ready.process().stop());
        }
    }
}
