package dev.spectrum.conversation.attachments;

import java.nio.file.Path;

/** Reads the text of PDFs. */
public interface PdfText {

    /** Blocks for as long as it takes. Whatever the file does to its reader, it does to no one else. */
    Read read(Path file);

    /** What came of it. */
    sealed interface Read {

        /** @param text may be cut, or blank where the pages are pictures */
        record Text(String text) implements Read {}

        record Encrypted() implements Read {}

        /** It is no PDF, or one that nobody can read within memory and time. */
        record Unreadable() implements Read {}

        /** Too many others are being read. */
        record Busy() implements Read {}
    }
}
