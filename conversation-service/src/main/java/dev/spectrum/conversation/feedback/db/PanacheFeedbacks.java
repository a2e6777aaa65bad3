package dev.spectrum.conversation.feedback.db;

import dev.spectrum.conversation.feedback.Feedbacks;
import dev.spectrum.conversation.feedback.domain.Feedback;
import dev.spectrum.conversation.feedback.domain.Rating;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheFeedbacks implements Feedbacks {

    private static final String KEEP = """
            insert into feedback (tenant_id, message_id, user_id, conversation_id, agent_id, agent_role, agent_version,
                                  rating, comment, given_at)
            values (:tenant, :message, :user, :conversation, :agent, :role, nullif(cast(:version as bigint), -1), :rating,
                    :comment, :at)
            on conflict (tenant_id, message_id, user_id)
            do update set rating = excluded.rating, comment = excluded.comment, given_at = excluded.given_at,
                          agent_id = excluded.agent_id, agent_role = excluded.agent_role,
                          agent_version = excluded.agent_version
            """;

    @Override
    public Uni<Void> keep(UUID tenantId, Feedback feedback) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("tenant", tenantId)
                        .setParameter("message", feedback.messageId())
                        .setParameter("user", feedback.userId())
                        .setParameter("conversation", feedback.conversationId())
                        .setParameter("agent", feedback.answerer().agentId())
                        .setParameter("role", feedback.answerer().agentRole())
                        .setParameter("version", feedback.answerer().version().orElse(-1))
                        .setParameter("rating", word(feedback.rating()))
                        .setParameter("comment", feedback.comment())
                        .setParameter("at", feedback.givenAt())
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Feedback>> on(UUID messageId, Optional<String> userId, Optional<String> afterUser, int limit) {
        StringBuilder where = new StringBuilder("messageId = :message");
        Map<String, Object> values = new HashMap<>(Map.of("message", messageId));
        userId.ifPresent(user -> {
            where.append(" and userId = :user");
            values.put("user", user);
        });
        afterUser.ifPresent(user -> {
            where.append(" and userId > :afterUser");
            values.put("afterUser", user);
        });
        return list(where.toString(), values, limit);
    }

    @Override
    public Uni<List<Feedback>> list(Filter filter, Optional<Place> after, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        Map<String, Object> values = new HashMap<>();
        filter.userId().ifPresent(user -> {
            where.append(" and userId = :user");
            values.put("user", user);
        });
        filter.rating().ifPresent(rating -> {
            where.append(" and rating = :rating");
            values.put("rating", word(rating));
        });
        filter.agentRole().ifPresent(role -> {
            where.append(" and agentRole = :role");
            values.put("role", role);
        });
        after.ifPresent(place -> {
            where.append(" and (messageId < :message or messageId = :message and userId > :afterUser)");
            values.put("message", place.messageId());
            values.put("afterUser", place.userId());
        });
        return list(where.toString(), values, limit);
    }

    private static Uni<List<Feedback>> list(String where, Map<String, Object> values, int limit) {
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<FeedbackRow> query = session.createSelectionQuery(
                            "from FeedbackRow where " + where + " order by messageId desc, userId", FeedbackRow.class);
                    values.forEach(query::setParameter);
                    return query.setMaxResults(limit).getResultList();
                })
                .map(rows -> rows.stream().map(FeedbackRow::toFeedback).toList());
    }

    private static String word(Rating rating) {
        return rating.name().toLowerCase(Locale.ROOT);
    }
}
