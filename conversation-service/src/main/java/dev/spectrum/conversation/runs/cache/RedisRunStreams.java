package dev.spectrum.conversation.runs.cache;

import dev.spectrum.conversation.history.RememberedConversations;
import dev.spectrum.conversation.runs.EventId;
import dev.spectrum.conversation.runs.RunEvent;
import dev.spectrum.conversation.runs.RunKey;
import dev.spectrum.conversation.runs.RunStreams;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A Redis stream for each run. An entry holds the events of one write, a line each, under the id of the last of them: the
 * attempt and the event's number are the two halves of a Redis id, so that the ids that clients know are the stream's own.
 */
@ApplicationScoped
class RedisRunStreams implements RunStreams, RememberedConversations {

    private static final Logger LOG = Logger.getLogger(RedisRunStreams.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Entries; more than a run writes before its deadline. */
    private static final int MOST = 5_000;

    private static final int PAGE = 500;
    private static final String END = "e";
    private static final String EVENTS = "d";

    private final Redis redis;

    RedisRunStreams(Redis redis) {
        this.redis = redis;
    }

    private static String key(RunKey run) {
        return "conversation:1:run:{" + run.tenantId() + "}:" + run.runId();
    }

    @Override
    public Uni<Boolean> append(RunKey run, List<RunEvent> events) {
        EventId last = events.getLast().id();
        Request add = Request.cmd(Command.XADD)
                .arg(key(run))
                .arg("MAXLEN")
                .arg("~")
                .arg(MOST)
                .arg(redisId(last))
                .arg(EVENTS)
                .arg(events.stream().map(RunEvent::data).collect(Collectors.joining("\n")));
        if (last.isEnd()) {
            add.arg(END).arg(1);
        }
        return redis.batch(
                        List.of(add, Request.cmd(Command.EXPIRE).arg(key(run)).arg(KEPT.toSeconds())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWith(true)
                .onFailure()
                .invoke(failure -> LOG.debugf("Events of run %s wait: %s", run.runId(), failure.getMessage()))
                // The first try may have been written although its answer got lost.
                .onFailure()
                .recoverWithItem(failure -> String.valueOf(failure.getMessage()).contains("equal or smaller"));
    }

    @Override
    public Uni<List<RunEvent>> after(RunKey run, EventId last) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(key(run))
                        .arg("(" + redisId(last))
                        .arg("+")
                        .arg("COUNT")
                        .arg(PAGE))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(entries -> events(entries, last))
                .onFailure()
                .invoke(failure -> LOG.debugf("Events of run %s can't be read: %s", run.runId(), failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of());
    }

    @Override
    public Uni<Void> forget(UUID tenantId, List<UUID> conversationIds, List<UUID> runIds) {
        if (runIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Request delete = Request.cmd(Command.DEL);
        runIds.forEach(id -> delete.arg(key(new RunKey(tenantId, id))));
        return CallerContext.returnTo(
                () -> redis.send(delete).ifNoItem().after(PATIENCE).fail().replaceWithVoid());
    }

    private static String redisId(EventId id) {
        return id.attempt() + "-" + id.number();
    }

    private static List<RunEvent> events(Response entries, EventId last) {
        List<RunEvent> events = new ArrayList<>();
        for (Response entry : entries) {
            EventId id = EventId.parse(entry.get(0).toString()).orElseThrow();
            Response fields = entry.get(1);
            boolean isEnd = fields.size() > 2;
            String[] lines = fields.get(1).toString().split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                int number = id.number() - lines.length + 1 + i;
                EventId its = new EventId(id.attempt(), number, isEnd && i == lines.length - 1);
                if (its.isAfter(last)) {
                    events.add(new RunEvent(its, lines[i]));
                }
            }
        }
        return events;
    }
}
