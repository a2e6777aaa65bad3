package dev.spectrum.agent.runs.cache;

import dev.spectrum.agent.runs.Cancellations;
import dev.spectrum.agent.runs.LiveRuns;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Over a Redis channel. Without Redis a run in another replica stops a few seconds later, when that looks at its runs. */
@ApplicationScoped
class RedisCancellations implements Cancellations {

    private static final Logger LOG = Logger.getLogger(RedisCancellations.class);
    private static final String CHANNEL = "agent:runs:cancelled";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final ReactivePubSubCommands<String> channel;
    private final LiveRuns live;

    RedisCancellations(ReactiveRedisDataSource redis, LiveRuns live) {
        this.channel = redis.pubsub(String.class);
        this.live = live;
    }

    void listen(@Observes StartupEvent started) {
        channel.subscribe(CHANNEL)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely()
                .subscribe()
                .with(
                        runId -> live.cancel(UUID.fromString(runId)),
                        failure -> LOG.warn("Redis tells nothing", failure));
    }

    @Override
    public void tell(UUID runId) {
        live.cancel(runId);
        channel.publish(CHANNEL, runId.toString())
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Other replicas see it later: %s", failure.getMessage()));
    }
}
