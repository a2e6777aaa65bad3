package dev.spectrum.conversation.attachments.db;

import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.attachments.domain.Attachment;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class PanacheAttachments implements Attachments {

    private static final String COLUMNS = "a.id, a.name, a.media_type, a.size_bytes";

    /** What came with a conversation that was deleted is gone with it. */
    private static final String FIND = "select " + COLUMNS + """
            , a.user_id, a.conversation_id
            from attachment a left join conversation c on c.tenant_id = a.tenant_id and c.id = a.conversation_id
            where a.id = ?1 and (a.conversation_id is null or c.id is not null and c.deleted_at is null)
            """;

    /** The text of those that have one; only of pictures the file itself. */
    private static final String SHOWN = """
            select id, case when text is null then translate(encode(content, 'base64'), chr(10), '')
                            else left(text, :characters) end
            from attachment where id = any(:ids)
            """;

    @Override
    public Uni<Void> add(UUID tenantId, String userId, Attachment attachment, byte[] content, Optional<String> text) {
        return Panache.getSession()
                .chain(session -> session.persist(AttachmentRow.of(tenantId, userId, attachment, content, text))
                        .chain(session::flush));
    }

    @Override
    public Uni<Kept> kept(String userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select coalesce(sum(size_bytes), 0),"
                                        + " count(*) filter (where user_id = ?1 and conversation_id is null) from attachment",
                                Object[].class)
                        .setParameter(1, userId)
                        .getSingleResult())
                .map(row -> new Kept(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    @Override
    public Uni<Optional<Stored>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, id)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(PanacheAttachments::stored));
    }

    private static Stored stored(Object[] row) {
        return new Stored(attachment(row), (String) row[4], Optional.ofNullable((UUID) row[5]));
    }

    private static Attachment attachment(Object[] row) {
        return new Attachment((UUID) row[0], (String) row[1], (String) row[2], ((Number) row[3]).longValue());
    }

    @Override
    public Uni<byte[]> content(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select content from AttachmentRow where id = ?1", byte[].class)
                        .setParameter(1, id)
                        .getSingleResult());
    }

    @Override
    public Uni<List<Attachment>> ofUser(List<UUID> ids, String userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + COLUMNS + " from attachment a where a.id = any(:ids) and a.user_id = :user",
                                Object[].class)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .setParameter("user", userId)
                        .getResultList())
                .map(rows -> {
                    Map<UUID, Attachment> found = rows.stream()
                            .map(PanacheAttachments::attachment)
                            .collect(Collectors.toMap(Attachment::id, Function.identity()));
                    return ids.stream()
                            .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                            .toList();
                });
    }

    @Override
    public Uni<List<Shown>> shown(List<UUID> ids, int characters) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SHOWN, Object[].class)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .setParameter("characters", characters)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Shown((UUID) row[0], (String) row[1]))
                        .toList());
    }

    @Override
    public Uni<List<Attachment>> of(UUID conversationId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + COLUMNS + " from attachment a where a.conversation_id = ?1 order by a.id",
                                Object[].class)
                        .setParameter(1, conversationId)
                        .getResultList())
                .map(rows -> rows.stream().map(PanacheAttachments::attachment).toList());
    }
}
