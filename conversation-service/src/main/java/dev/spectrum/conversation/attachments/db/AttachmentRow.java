package dev.spectrum.conversation.attachments.db;

import dev.spectrum.conversation.attachments.domain.Attachment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A file when it is added; what is read of it later says which columns it needs, because the file itself is large. */
@Entity
@Immutable
@Table(name = "attachment")
class AttachmentRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "user_id")
    String userId;

    String name;

    @Column(name = "media_type")
    String mediaType;

    @Column(name = "size_bytes")
    long sizeBytes;

    byte[] content;

    @Nullable
    String text;

    static AttachmentRow of(
            UUID tenantId, String userId, Attachment attachment, byte[] content, Optional<String> text) {
        AttachmentRow row = new AttachmentRow();
        row.id = attachment.id();
        row.tenantId = tenantId;
        row.userId = userId;
        row.name = attachment.name();
        row.mediaType = attachment.mediaType();
        row.sizeBytes = attachment.sizeBytes();
        row.content = content;
        row.text = text.orElse(null);
        return row;
    }
}
