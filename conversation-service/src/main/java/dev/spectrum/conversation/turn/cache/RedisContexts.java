package dev.spectrum.conversation.turn.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.spectrum.conversation.history.RememberedConversations;
import dev.spectrum.conversation.turn.Contexts;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Contexts in Redis. Without it nothing is remembered, and turns read PostgreSQL.
 */
@ApplicationScoped
class RedisContexts implements Contexts, RememberedConversations {

    private static final Logger LOG = Logger.getLogger(RedisContexts.class);
    /** Counts the shapes of what is kept: processes of different versions don't read one another's. */
    private static final String SHAPE = "conversation:3:";

    private final Redis redis;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final TurnsConfig config;
    private volatile boolean away;

    RedisContexts(Redis redis, ObjectMapper json, TurnsConfig config) {
        this.redis = redis;
        this.reader = json.readerFor(Context.class);
        this.writer = json.writerFor(Context.class);
        this.config = config;
    }

    // The braces keep a tenant's keys in one slot of a Redis cluster, as one DEL needs.
    private static String contextKey(UUID tenantId, UUID conversationId) {
        return SHAPE + "ctx:{" + tenantId + "}:" + conversationId;
    }

    @Override
    public Uni<Optional<Context>> recall(UUID tenantId, UUID conversationId) {
        return redis.send(Request.cmd(Command.GET).arg(contextKey(tenantId, conversationId)))
                .ifNoItem()
                .after(config.cachePatience())
                .fail()
                .map(this::read)
                .invoke(answered -> noteThat(null))
                .onFailure()
                .invoke(this::noteThat)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Optional<Context> read(@Nullable Response value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.readValue(value.toBytes()));
        } catch (IOException broken) {
            LOG.warn("Redis holds something else than a context");
            return Optional.empty();
        }
    }

    @Override
    public Uni<Void> remember(UUID tenantId, Context context) {
        return quietly(redis.send(Request.cmd(Command.SET)
                .arg(contextKey(tenantId, context.conversation().id()))
                .arg(write(context))
                .arg("EX")
                .arg(config.contextTtl().toSeconds())));
    }

    private Buffer write(Context context) {
        try {
            return Buffer.buffer(writer.writeValueAsBytes(context));
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Contexts are JSON", notSerialisable);
        }
    }

    @Override
    public Uni<Void> forget(UUID tenantId, List<UUID> conversationIds, List<UUID> runIds) {
        if (conversationIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Request delete = Request.cmd(Command.DEL);
        conversationIds.forEach(id -> delete.arg(contextKey(tenantId, id)));
        return CallerContext.returnTo(() -> redis.send(delete)
                .ifNoItem()
                .after(config.cachePatience())
                .fail()
                .replaceWithVoid());
    }

    private Uni<Void> quietly(Uni<?> work) {
        return work.ifNoItem()
                .after(config.cachePatience())
                .fail()
                .onFailure()
                .invoke(this::noteThat)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Says once that Redis is away, and once that it is back. */
    private void noteThat(@Nullable Throwable failure) {
        if (failure != null && !away) {
            LOG.warnf("Redis is away, contexts are read from PostgreSQL: %s", failure);
        } else if (failure == null && away) {
            LOG.info("Redis is back");
        }
        away = failure != null;
    }
}
