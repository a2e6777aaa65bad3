package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.domain.Answerer;
import dev.spectrum.conversation.history.domain.FoundConversation;
import dev.spectrum.conversation.history.domain.FoundConversation.Passage;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheHistory implements History {

    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public Uni<List<PastConversation>> conversations(Filter filter, Optional<UUID> after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new HashMap<>();
        filter.userId().ifPresent(user -> narrow("userId = :user", "user", user, conditions, values));
        filter.agentRole().ifPresent(role -> narrow("agentRole = :role", "role", role, conditions, values));
        filter.agentId().ifPresent(agent -> narrow("agentId = :agent", "agent", agent, conditions, values));
        filter.from().ifPresent(from -> narrow("createdAt >= :from", "from", from, conditions, values));
        filter.to().ifPresent(to -> narrow("createdAt < :to", "to", to, conditions, values));
        after.ifPresent(id -> narrow("id < :after", "after", id, conditions, values));
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createSelectionQuery(
                            "from PastConversationRow where " + String.join(" and ", conditions) + " order by id desc",
                            PastConversationRow.class);
                    values.forEach(query::setParameter);
                    return query.setMaxResults(limit).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(PastConversationRow::toPastConversation)
                        .toList());
    }

    private static void narrow(
            String condition, String name, Object value, List<String> conditions, Map<String, Object> values) {
        conditions.add(condition);
        values.put(name, value);
    }

    @Override
    public Uni<List<FoundConversation>> search(String words, Filter filter, Optional<UUID> after, int limit) {
        return Panache.getSession()
                .chain(session -> matches(session, words, filter, after, limit)
                        .chain(matches -> matches.isEmpty()
                                ? Uni.createFrom().item(List.<FoundConversation>of())
                                : conversations(session, matches)
                                        .chain(conversations -> snippets(session, words, matches)
                                                .map(snippets -> found(matches, conversations, snippets)))));
    }

    private record Match(UUID conversation, Optional<UUID> message) {}

    private static Uni<List<Match>> matches(
            Mutiny.Session session, String words, Filter filter, Optional<UUID> after, int limit) {
        return session.createNativeQuery(
                        "select conversation_id, message_id from search_conversations(:words, :reader, :role, :agent,"
                                + " :since, :until, :before, :size)",
                        Object[].class)
                .setParameter("words", words)
                .setParameter("reader", filter.userId().orElse(""))
                .setParameter("role", filter.agentRole().orElse(""))
                .setParameter("agent", filter.agentId().map(UUID::toString).orElse(""))
                .setParameter("since", filter.from().orElse(Instant.EPOCH))
                .setParameter("until", filter.to().orElse(END_OF_TIME))
                .setParameter("before", after.orElse(LAST))
                .setParameter("size", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Match((UUID) row[0], Optional.ofNullable((UUID) row[1])))
                        .toList());
    }

    private static Uni<Map<UUID, PastConversation>> conversations(Mutiny.Session session, List<Match> matches) {
        return session.createSelectionQuery("from PastConversationRow where id in :ids", PastConversationRow.class)
                .setParameter("ids", matches.stream().map(Match::conversation).toList())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(PastConversationRow::toPastConversation)
                        .collect(Collectors.toMap(PastConversation::id, conversation -> conversation)));
    }

    private static Uni<Map<UUID, List<Passage>>> snippets(Mutiny.Session session, String words, List<Match> matches) {
        List<UUID> messages =
                matches.stream().flatMap(match -> match.message().stream()).toList();
        return messages.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session.createNativeQuery(Snippets.SELECT, Object[].class)
                        .setParameter("words", words)
                        .setParameter("ids", messages)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .collect(Collectors.toMap(
                                        row -> (UUID) row[0], row -> Snippets.passages((String) row[1]))));
    }

    private static List<FoundConversation> found(
            List<Match> matches, Map<UUID, PastConversation> conversations, Map<UUID, List<Passage>> snippets) {
        return matches.stream()
                .map(match -> new FoundConversation(
                        Objects.requireNonNull(conversations.get(match.conversation())),
                        match.message()
                                .map(message -> snippets.getOrDefault(message, List.of()))
                                .orElse(List.of())))
                .toList();
    }

    @Override
    public Uni<Optional<PastConversation>> conversation(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from PastConversationRow where id = ?1", PastConversationRow.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull()
                        .map(row -> Optional.ofNullable(row).map(found -> conversation(session, found))));
    }

    /** Not kept in the session, which would give the same row again after it was renamed. */
    private static PastConversation conversation(Mutiny.Session session, PastConversationRow row) {
        session.detach(row);
        return row.toPastConversation();
    }

    @Override
    public Uni<Optional<PastMessage>> message(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(PastMessageRow.class, id))
                .map(row -> Optional.ofNullable(row).map(PastMessageRow::toPastMessage));
    }

    @Override
    public Uni<Answerer> answererOf(PastConversation conversation, PastMessage answer) {
        return answerer(
                conversation,
                " and user_message_id = cast(:question as uuid)",
                Map.of("question", Objects.requireNonNullElse(answer.parentMessageId(), answer.id())));
    }

    @Override
    public Uni<Answerer> lastAnswererIn(PastConversation conversation) {
        return answerer(conversation, " and state = 'completed'", Map.of());
    }

    /** A turn that was tried again may have had another agent than the conversation began with. */
    private static Uni<Answerer> answerer(PastConversation conversation, String condition, Map<String, Object> values) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(
                                    "select agent_id, agent_version from turn where conversation_id = :conversation"
                                            + condition + " order by id desc",
                                    Object[].class)
                            .setParameter("conversation", conversation.id());
                    values.forEach(query::setParameter);
                    return query.setMaxResults(1).getSingleResultOrNull();
                })
                .map(turn -> turn == null
                        ? new Answerer(conversation.agentId(), conversation.agentRole(), OptionalLong.empty())
                        : new Answerer(
                                (UUID) turn[0],
                                conversation.agentRole(),
                                OptionalLong.of(((Number) turn[1]).longValue())));
    }

    @Override
    public Uni<Optional<PastConversation>> rename(PastConversation conversation, String title) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update conversation set title = ?1, revision = revision + 1"
                                        + " where id = ?2 and revision = ?3 and deleted_at is null")
                        .setParameter(1, title)
                        .setParameter(2, conversation.id())
                        .setParameter(3, conversation.revision())
                        .executeUpdate())
                .chain(changed -> changed == 1
                        ? conversation(conversation.id())
                        : Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("update conversation set deleted_at = now() where id = ?1")
                        .setParameter(1, id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<PastMessage>> activeBranch(PastConversation conversation, Optional<Place> after, int limit) {
        return messages("branch(:from, 2147483647) m where 1 = 1", conversation.activeMessageId(), after, limit);
    }

    @Override
    public Uni<List<UUID>> activeBranchIds(PastConversation conversation) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from branch(?1, 2147483647) order by position", UUID.class)
                        .setParameter(1, conversation.activeMessageId())
                        .getResultList());
    }

    @Override
    public Uni<List<PastMessage>> messages(List<UUID> ids) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from PastMessageRow where id in :ids order by position, id", PastMessageRow.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(found -> found.stream().map(PastMessageRow::toPastMessage).toList());
    }

    @Override
    public Uni<List<PastMessage>> allBranches(PastConversation conversation, Optional<Place> after, int limit) {
        return messages("message m where m.conversation_id = :from", conversation.id(), after, limit);
    }

    private static Uni<List<PastMessage>> messages(String rows, UUID from, Optional<Place> after, int limit) {
        Place start = after.orElse(new Place(0, new UUID(0, 0)));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + PastMessageRow.COLUMNS + " from " + rows
                                        + " and (m.position, m.id) > (:position, cast(:id as uuid))"
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
