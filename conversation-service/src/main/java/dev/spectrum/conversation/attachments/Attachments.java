package dev.spectrum.conversation.attachments;

import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files of the tenant that the current transaction is for. */
public interface Attachments {

    /** @param text what a model is shown of it; empty for a picture */
    Uni<Void> add(UUID tenantId, String userId, Attachment attachment, byte[] content, Optional<String> text);

    /** What the tenant, and the user, have here. */
    Uni<Kept> kept(String userId);

    /**
     * @param bytes of all files of the tenant
     * @param unsent how many of the user's have come with no message yet
     */
    record Kept(long bytes, long unsent) {}

    Uni<Optional<Stored>> find(UUID id);

    /**
     * A file as it is kept.
     *
     * @param conversationId empty until it has come with a message
     */
    record Stored(Attachment attachment, String userId, Optional<UUID> conversationId) {

        /** As with what was said: everybody their own, admins and owners what others have sent. */
        public boolean mayBeReadBy(Caller who) {
            return userId.equals(who.subject()) || conversationId.isPresent() && who.may(Role.ADMIN);
        }
    }

    /** The file itself, of one that was found in the same transaction. */
    Uni<byte[]> content(UUID id);

    /** Those of them that are the user's, in the order in which they are named. */
    Uni<List<Attachment>> ofUser(List<UUID> ids, String userId);

    /** What is in them, as far as it is still there, in no order; so many characters of each text. */
    Uni<List<Shown>> shown(List<UUID> ids, int characters);

    /** @param content a text, or a picture in Base64 */
    record Shown(UUID id, String content) {}

    /** Those of a conversation, the oldest first. */
    Uni<List<Attachment>> of(UUID conversationId);
}
