package dev.spectrum.conversation.history;

import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;

/** How an export is written, piece by piece. */
public interface ExportFormat {

    /** The media type of the whole. */
    String mediaType();

    /** Of a file's name, without the dot. */
    String extension();

    /** Whether branches that people left are in it. */
    boolean hasAllBranches();

    /** What comes before the conversations of a user. */
    String beforeAll(String userId);

    /** @param index from 0 */
    String beforeMessages(PastConversation conversation, int index);

    /** @param first whether it is the conversation's first message in the export */
    String message(PastMessage message, boolean first);

    /** Whether the files that came with messages are in it. */
    boolean hasFiles();

    /** What stands between a conversation's messages and its files, or its end. */
    String afterMessages();

    /** @param first whether it is the conversation's first file in the export */
    String file(Attachment file, byte[] content, boolean first);

    String afterFiles();

    /** What comes after the conversations of a user. */
    String afterAll();
}
