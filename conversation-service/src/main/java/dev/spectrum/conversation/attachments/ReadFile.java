package dev.spectrum.conversation.attachments;

import dev.spectrum.conversation.attachments.domain.FileType;
import dev.spectrum.conversation.attachments.domain.PlainText;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what a file is, and what a model can be shown of it. */
@ApplicationScoped
public class ReadFile {

    private final PdfText pdfs;
    private final AttachmentsConfig config;

    ReadFile(PdfText pdfs, AttachmentsConfig config) {
        this.pdfs = pdfs;
        this.config = config;
    }

    /** What came of it. */
    public sealed interface Found {

        /** @param text empty for a picture */
        record Usable(FileType type, byte[] content, Optional<String> text) implements Found {}

        record Unusable(Why why, long limit) implements Found {}
    }

    /** Why a file can't be attached. */
    public enum Why {
        EMPTY,
        TOO_LARGE,
        UNKNOWN_TYPE,
        ENCRYPTED,
        UNREADABLE,
        WITHOUT_TEXT,
        BUSY
    }

    /** The most that any file may have, in bytes. */
    public long most() {
        return Math.max(
                config.maxPdf().asLongValue(),
                Math.max(config.maxText().asLongValue(), config.maxImage().asLongValue()));
    }

    /** Blocks. */
    public Found read(Path file) {
        try {
            long size = Files.size(file);
            if (size == 0) {
                return unusable(Why.EMPTY);
            }
            return size > most() ? new Found.Unusable(Why.TOO_LARGE, most()) : read(file, Files.readAllBytes(file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private Found read(Path file, byte[] content) {
        Optional<FileType> type = FileType.of(content);
        if (type.isEmpty()) {
            return unusable(Why.UNKNOWN_TYPE);
        }
        long limit = limit(type.get()).asLongValue();
        if (content.length > limit) {
            return new Found.Unusable(Why.TOO_LARGE, limit);
        }
        return switch (type.get()) {
            case TEXT -> text(FileType.TEXT, content, PlainText.of(content).orElseThrow());
            case PDF ->
                switch (pdfs.read(file)) {
                    case PdfText.Read.Text(String text) -> text(FileType.PDF, content, text);
                    case PdfText.Read.Encrypted encrypted -> unusable(Why.ENCRYPTED);
                    case PdfText.Read.Unreadable unreadable -> unusable(Why.UNREADABLE);
                    case PdfText.Read.Busy busy -> unusable(Why.BUSY);
                };
            case PNG, JPEG, GIF, WEBP -> new Found.Usable(type.get(), content, Optional.empty());
        };
    }

    private MemorySize limit(FileType type) {
        return switch (type) {
            case TEXT -> config.maxText();
            case PDF -> config.maxPdf();
            case PNG, JPEG, GIF, WEBP -> config.maxImage();
        };
    }

    private Found text(FileType type, byte[] content, String text) {
        if (text.isBlank()) {
            return unusable(Why.WITHOUT_TEXT);
        }
        // PostgreSQL keeps no NUL.
        String storable = text.replace('\0', '\ufffd');
        int most = config.maxCharacters();
        return new Found.Usable(
                type,
                content,
                Optional.of(
                        storable.length() <= most
                                ? storable
                                : storable.substring(0, most) + "\n[the rest of the file is not kept as text]"));
    }

    private static Found unusable(Why why) {
        return new Found.Unusable(why, 0);
    }
}
