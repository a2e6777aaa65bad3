package dev.spectrum.conversation.attachments.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What can be attached. A file is what its content says; its name and what the client calls it count for nothing. */
public enum FileType {
    PDF("application/pdf", "%PDF-"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "GIF8"),
    /** Its size stands between the two parts of its beginning. */
    WEBP("image/webp", "RIFF") {
        @Override
        boolean begins(byte[] content) {
            return super.begins(content) && content.length > 12 && isAt(8, "WEBP", content);
        }
    },
    /** Whatever can be read as text: notes, Markdown, CSV, JSON, source. */
    TEXT("text/plain", "") {
        @Override
        boolean begins(byte[] content) {
            return PlainText.of(content).isPresent();
        }
    };

    private final String mediaType;
    private final String beginning;

    FileType(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = beginning;
    }

    /** Empty for what is none of them. */
    public static Optional<FileType> of(byte[] content) {
        return Arrays.stream(values()).filter(type -> type.begins(content)).findFirst();
    }

    public static FileType named(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow();
    }

    boolean begins(byte[] content) {
        return isAt(0, beginning, content);
    }

    private static boolean isAt(int position, String bytes, byte[] content) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= position + wanted.length
                && Arrays.equals(content, position, position + wanted.length, wanted, 0, wanted.length);
    }

    public String mediaType() {
        return mediaType;
    }

    public boolean isImage() {
        return mediaType.startsWith("image/");
    }
}
