package dev.spectrum.conversation.turn.cache;

import dev.spectrum.conversation.turn.LiveTurns;
import dev.spectrum.conversation.turn.Stops;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Over a Redis channel. Without Redis a turn in another replica stops a few seconds later, when that looks at its turns. */
@ApplicationScoped
class RedisStops implements Stops {

    private static final Logger LOG = Logger.getLogger(RedisStops.class);
    private static final String CHANNEL = "conversation:runs:stopped";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final ReactivePubSubCommands<String> channel;
    private final LiveTurns live;

    RedisStops(ReactiveRedisDataSource redis, LiveTurns live) {
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
                .with(runId -> live.stop(UUID.fromString(runId)), failure -> LOG.warn("Redis tells nothing", failure));
    }

    @Override
    public void tell(UUID runId) {
        live.stop(runId);
        channel.publish(CHANNEL, runId.toString())
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Other replicas see it later: %s", failure.getMessage()));
    }
}
