package dev.spectrum.conversation.attachments;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may come with messages. */
@ConfigMapping(prefix = "spectrum.attachments")
public interface AttachmentsConfig {

    @WithDefault("1M")
    MemorySize maxText();

    @WithDefault("10M")
    MemorySize maxPdf();

    /** Vendors take 5 MB, a third of which is Base64. */
    @WithDefault("3500K")
    MemorySize maxImage();

    /** How much is kept for a tenant, all together. */
    @WithDefault("5G")
    MemorySize maxOfTenant();

    /** How many files of a user's may wait for their message. */
    @WithDefault("50")
    int maxUnsent();

    /** How much of a file's text is kept for models, in characters. */
    @WithDefault("200000")
    int maxCharacters();

    /** How much text of files a model is shown in one turn, the newest first, in characters. */
    @WithDefault("100000")
    int shownCharacters();

    /** How much of pictures a model is shown in one turn, the newest first. */
    @WithDefault("7M")
    MemorySize shownImages();

    /** How long reading a PDF may take. */
    @WithDefault("20s")
    Duration pdfTimeout();

    /** How much memory reading a PDF may take; its program dies of more, and nothing else does. */
    @WithDefault("192M")
    MemorySize pdfMemory();

    /** How many files are taken at once; more are refused, because each is in memory. */
    @WithDefault("4")
    int uploadsAtOnce();

    /** How many PDFs are read at once; others wait. */
    @WithDefault("2")
    int pdfsAtOnce();
}
