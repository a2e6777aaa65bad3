package dev.spectrum.conversation.turn.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.conversation.turn.Asked;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.WaitingMessages;
import dev.spectrum.conversation.turn.domain.Place;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PgWaitingMessages implements WaitingMessages {

    private static final String KEEP = """
            insert into waiting_message (tenant_id, id, conversation_id, user_id, asked, expires_at)
            select c.tenant_id, :id, c.id, c.user_id, cast(cast(:asked as text) as jsonb), now() + make_interval(secs => :lease)
            from conversation c where c.id = :conversation and c.user_id = :user and c.deleted_at is null
            """;

    private static final String STILL_WAITING = """
            update waiting_message set expires_at = now() + make_interval(secs => :lease)
            where id = any(cast(:ids as uuid[]))
            """;

    private static final String TAKE_LOST = """
            update waiting_message set expires_at = now() + make_interval(secs => :lease)
            where id = :id and expires_at < now()
            returning tenant_id, user_id, conversation_id, cast(asked as text)
            """;

    /** @param key the client's; null where it gave none */
    private record Kept(
            String agentRole,
            @Nullable UUID parentMessageId,
            boolean isAtRoot,
            String text,
            List<UUID> attachments,
            @Nullable String key) {

        static Kept of(Asked asked) {
            return new Kept(
                    asked.agentRole(),
                    asked.place() instanceof Place.After(UUID parent) ? parent : null,
                    asked.place() instanceof Place.AtRoot,
                    asked.text(),
                    asked.attachments(),
                    asked.key().orElse(null));
        }

        Place place() {
            return parentMessageId != null
                    ? new Place.After(parentMessageId)
                    : isAtRoot ? new Place.AtRoot() : new Place.AtLeaf();
        }

        Asked asked(UUID id, Caller who, UUID conversationId) {
            Asked asked = new Asked(
                    who,
                    new AccessToken(""),
                    agentRole,
                    Optional.of(conversationId),
                    place(),
                    text,
                    attachments,
                    Optional.ofNullable(key));
            return key == null ? asked.withMessageId(id) : asked;
        }
    }

    private final ObjectMapper json;
    private final double leaseSeconds;

    PgWaitingMessages(ObjectMapper json, TurnsConfig config) {
        this.json = json;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    @Override
    public Uni<Boolean> keep(UUID id, Asked asked) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("id", id)
                        .setParameter("asked", write(Kept.of(asked)))
                        .setParameter("lease", leaseSeconds)
                        .setParameter("conversation", asked.conversationId().orElseThrow())
                        .setParameter("user", asked.who().subject())
                        .executeUpdate())
                .map(kept -> kept == 1);
    }

    @Override
    public Uni<Void> remove(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from waiting_message where id = :id")
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> stillWaiting(List<UUID> ids) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(STILL_WAITING)
                        .setParameter("lease", leaseSeconds)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Asked>> takeLost(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE_LOST, Object[].class)
                        .setParameter("id", id)
                        .setParameter("lease", leaseSeconds)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(lost -> asked(id, lost)));
    }

    private Asked asked(UUID id, Object[] row) {
        UUID tenantId = (UUID) row[0];
        Caller who = new Caller(tenantId, tenantId.toString(), (String) row[1], "", Optional.empty(), Optional.empty());
        return read((String) row[3]).asked(id, who, (UUID) row[2]);
    }

    private Kept read(String column) {
        try {
            return json.readValue(column, Kept.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }

    private String write(Kept kept) {
        try {
            return json.writeValueAsString(kept);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was asked came as JSON", impossible);
        }
    }
}
