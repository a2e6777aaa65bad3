package dev.spectrum.conversation.openai.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.openai.OwnRounds;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** One hash for each run, which nobody but the run's own user can name. */
@ApplicationScoped
class RedisOwnRounds implements OwnRounds {

    private static final Logger LOG = Logger.getLogger(RedisOwnRounds.class);
    private static final TypeReference<List<ToolRound>> ROUNDS = new TypeReference<>() {};

    private final RedisAPI redis;
    private final ObjectMapper json;
    private final TurnsConfig config;

    RedisOwnRounds(RedisAPI redis, ObjectMapper json, TurnsConfig config) {
        this.redis = redis;
        this.json = json;
        this.config = config;
    }

    private static String key(Caller who, UUID run) {
        return "completion:1:{" + who.tenantId() + "}:" + run + ":" + who.subject();
    }

    /** Names the keys of all the user's runs. */
    private static String keysOf(UUID tenantId, String userId) {
        return "completions:1:{" + tenantId + "}:" + userId;
    }

    @Override
    public Uni<Map<String, List<ToolRound>>> recall(Caller who, UUID run) {
        return CallerContext.returnTo(() -> redis.hgetall(key(who, run))
                        .ifNoItem()
                        .after(config.cachePatience())
                        .fail())
                .map(this::read)
                .onFailure()
                .invoke(RedisOwnRounds::note)
                .onFailure()
                .recoverWithItem(Map.of());
    }

    private Map<String, List<ToolRound>> read(Response kept) {
        Map<String, List<ToolRound>> rounds = new HashMap<>();
        for (String beforeCall : kept.getKeys()) {
            try {
                rounds.put(beforeCall, json.readValue(kept.get(beforeCall).toString(), ROUNDS));
            } catch (JsonProcessingException broken) {
                LOG.warn("Redis holds something else than rounds of tools");
            }
        }
        return rounds;
    }

    @Override
    public Uni<Void> remember(Caller who, UUID run, String beforeCall, List<ToolRound> rounds) {
        String key = key(who, run);
        String keys = keysOf(who.tenantId(), who.subject());
        String ttl = Long.toString(config.contextTtl().toSeconds());
        return CallerContext.returnTo(() -> redis.sadd(List.of(keys, key))
                        .chain(() -> redis.expire(List.of(keys, ttl)))
                        .chain(() -> redis.hset(List.of(key, beforeCall, write(rounds))))
                        .chain(() -> redis.expire(List.of(key, ttl)))
                        .ifNoItem()
                        .after(config.cachePatience())
                        .fail())
                .onFailure()
                .invoke(RedisOwnRounds::note)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(UUID tenantId, String userId) {
        String keys = keysOf(tenantId, userId);
        return CallerContext.returnTo(() -> redis.smembers(keys)
                        .chain(members -> {
                            List<String> all = new ArrayList<>(List.of(keys));
                            members.forEach(key -> all.add(key.toString()));
                            return redis.del(all);
                        })
                        .ifNoItem()
                        .after(config.cachePatience())
                        .fail())
                .replaceWithVoid();
    }

    private String write(List<ToolRound> rounds) {
        try {
            return json.writeValueAsString(rounds);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Rounds are JSON", notSerialisable);
        }
    }

    private static void note(Throwable failure) {
        LOG.warnf("Redis is away, an agent goes on without what it did before: %s", failure);
    }
}
