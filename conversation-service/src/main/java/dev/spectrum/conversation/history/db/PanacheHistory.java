package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheHistory implements History {

    @Override
    public Uni<List<PastConversation>> conversations(
            Optional<String> userId, Optional<String> agentRole, Optional<UUID> after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        userId.ifPresent(user -> conditions.add("userId = :user"));
        agentRole.ifPresent(role -> conditions.add("agentRole = :role"));
        after.ifPresent(id -> conditions.add("id < :after"));
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createSelectionQuery(
                            "from PastConversationRow where " + String.join(" and ", conditions) + " order by id desc",
                            PastConversationRow.class);
                    userId.ifPresent(user -> query.setParameter("user", user));
                    agentRole.ifPresent(role -> query.setParameter("role", role));
                    after.ifPresent(id -> query.setParameter("after", id));
                    return query.setMaxResults(limit).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(PastConversationRow::toPastConversation)
                        .toList());
    }

    @Override
    public Uni<Optional<PastConversation>> conversation(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(PastConversationRow.class, id))
                .map(row -> Optional.ofNullable(row).map(PastConversationRow::toPastConversation));
    }

    @Override
    public Uni<List<PastMessage>> activeBranch(PastConversation conversation, Optional<Place> after, int limit) {
        return messages("branch(:from, 2147483647)", conversation.activeMessageId(), after, limit);
    }

    @Override
    public Uni<List<PastMessage>> allBranches(PastConversation conversation, Optional<Place> after, int limit) {
        return messages("message where conversation_id = :from", conversation.id(), after, limit);
    }

    private static Uni<List<PastMessage>> messages(String rows, UUID from, Optional<Place> after, int limit) {
        Place start = after.orElse(new Place(0, new UUID(0, 0)));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select m.* from (select * from " + rows + ") m"
                                        + " where (m.position, m.id) > (:position, cast(:id as uuid))"
                                        + " order by m.position, m.id",
                                PastMessageRow.class)
                        .setParameter("from", from)
                        .setParameter("position", start.position())
                        .setParameter("id", start.id())
                        .setMaxResults(limit)
                        .getResultList())
                .map(found -> found.stream().map(PastMessageRow::toPastMessage).toList());
    }
}
