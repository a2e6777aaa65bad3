package dev.spectrum.conversation.turn.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.agents.AgentCache;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.history.RememberedConversations;
import dev.spectrum.conversation.turn.Contexts;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Contexts, agents and tenants in Redis, each under its own key, so that no context carries an agent that has changed.
 * Without Redis nothing is remembered, and turns read PostgreSQL.
 */
@ApplicationScoped
class RedisContexts implements Contexts, AgentCache, RememberedConversations {

    private static final Logger LOG = Logger.getLogger(RedisContexts.class);
    /** Counts the shapes of what is kept: processes of different versions don't read one another's. */
    private static final String SHAPE = "conversation:4:";

    private final Redis redis;
    private final ObjectMapper json;
    private final TurnsConfig config;
    private volatile boolean away;

    RedisContexts(Redis redis, ObjectMapper json, TurnsConfig config) {
        this.redis = redis;
        this.json = json;
        this.config = config;
    }

    // The braces keep a tenant's keys in one slot of a Redis cluster, as one MGET needs.
    private static String agentKey(UUID tenantId, String role) {
        return SHAPE + "agent:{" + tenantId + "}:" + role;
    }

    private static String tenantKey(UUID tenantId) {
        return SHAPE + "tenant:{" + tenantId + "}";
    }

    private static String contextKey(UUID tenantId, UUID conversationId) {
        return SHAPE + "ctx:{" + tenantId + "}:" + conversationId;
    }

    @Override
    public Uni<Remembered> recall(UUID tenantId, String agentRole, Optional<UUID> conversationId) {
        Request read =
                Request.cmd(Command.MGET).arg(agentKey(tenantId, agentRole)).arg(tenantKey(tenantId));
        conversationId.ifPresent(id -> read.arg(contextKey(tenantId, id)));
        return redis.send(read)
                .ifNoItem()
                .after(config.cachePatience())
                .fail()
                .map(this::remembered)
                .invoke(answered -> noteThat(null))
                .onFailure()
                .invoke(this::noteThat)
                .onFailure()
                .recoverWithItem(Remembered.NOTHING);
    }

    private Remembered remembered(Response values) {
        Optional<Agent> agent = read(values, 0, Agent.class);
        Optional<Tenant> tenant = read(values, 1, Tenant.class);
        return new Remembered(
                agent.flatMap(one -> tenant.map(its -> new TenantAgent(one, its))), read(values, 2, Context.class));
    }

    private <T> Optional<T> read(Response values, int index, Class<T> shape) {
        Response value = index < values.size() ? values.get(index) : null;
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(value.toString(), shape));
        } catch (JsonProcessingException broken) {
            LOG.warnf("Redis holds something else than a %s", shape.getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public Uni<Void> remember(UUID tenantId, Remembered remembered) {
        List<Request> writes = new ArrayList<>();
        remembered.agent().ifPresent(known -> {
            writes.add(write(agentKey(tenantId, known.agent().role()), known.agent()));
            writes.add(write(tenantKey(tenantId), known.tenant()));
        });
        remembered
                .context()
                .ifPresent(context -> writes.add(
                        write(contextKey(tenantId, context.conversation().id()), context)));
        return quietly(redis.batch(writes));
    }

    private Request write(String key, Object value) {
        try {
            return Request.cmd(Command.SET)
                    .arg(key)
                    .arg(json.writeValueAsString(value))
                    .arg("EX")
                    .arg(config.contextTtl().toSeconds());
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Contexts and agents are JSON", notSerialisable);
        }
    }

    @Override
    public Uni<Void> forgetAgent(UUID tenantId, String role) {
        return quietly(redis.send(Request.cmd(Command.DEL).arg(agentKey(tenantId, role))));
    }

    @Override
    public Uni<Void> forgetTenant(UUID tenantId) {
        return quietly(redis.send(Request.cmd(Command.DEL).arg(tenantKey(tenantId))));
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
