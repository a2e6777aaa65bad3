package dev.spectrum.conversation.attachments.domain;

import java.util.UUID;

/**
 * A file that came with a message.
 *
 * @param name as its user called it, without folders; for people alone
 * @param mediaType of what is in it, one of {@link FileType}'s
 */
public record Attachment(UUID id, String name, String mediaType, long sizeBytes) {

    private static final int LONGEST_NAME = 200;

    /** A file's name without folders and without what no name should have, such as ends of lines. */
    public static String nameOf(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String clean =
                last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\"<>]", " ").strip();
        String name = clean.isEmpty() ? "file" : clean;
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    public FileType type() {
        return FileType.named(mediaType);
    }
}
