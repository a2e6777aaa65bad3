package dev.spectrum.conversation.attachments.web;

import dev.spectrum.conversation.attachments.domain.Attachment;
import java.util.UUID;

/**
 * A file as clients read it.
 *
 * @param mediaType of what is in it, whatever it was sent as
 */
record AttachmentView(UUID id, String name, String mediaType, long sizeBytes) {

    static AttachmentView of(Attachment file) {
        return new AttachmentView(file.id(), file.name(), file.mediaType(), file.sizeBytes());
    }
}
