package dev.spectrum.conversation.attachments.vendor;

import dev.spectrum.conversation.attachments.AttachmentsConfig;
import dev.spectrum.conversation.attachments.PdfText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** PDFBox in a JVM of its own for each PDF, which is ended when its time is up. */
@ApplicationScoped
class PdfBoxText implements PdfText {

    private static final Logger LOG = Logger.getLogger(PdfBoxText.class);

    private final AttachmentsConfig config;
    private final Semaphore places;
    private final String classPath;

    PdfBoxText(AttachmentsConfig config) {
        this.config = config;
        this.places = new Semaphore(config.pdfsAtOnce(), true);
        this.classPath = Stream.of(
                        PdfTextProgram.class,
                        org.apache.pdfbox.Loader.class,
                        org.apache.pdfbox.io.IOUtils.class,
                        org.apache.fontbox.FontBoxFont.class,
                        // PDFBox logs with the first, which Quarkus has replaced by one that logs with the second.
                        org.apache.commons.logging.LogFactory.class,
                        Logger.class)
                .map(PdfBoxText::whereItIs)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String whereItIs(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("Where a class comes from is a URI", impossible);
        }
    }

    @Override
    public Read read(Path file) {
        try {
            if (!places.tryAcquire(config.pdfTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Read.Busy();
            }
            try {
                return run(file);
            } finally {
                places.release();
            }
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            return new Read.Busy();
        } catch (IOException noProcess) {
            throw new UncheckedIOException(noProcess);
        }
    }

    private Read run(Path file) throws IOException, InterruptedException {
        Path text = Files.createTempFile("spectrum-pdf", ".txt");
        try {
            Process program = start(file, text);
            try {
                if (!program.waitFor(config.pdfTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.info("A PDF took too long to read");
                    return new Read.Unreadable();
                }
            } finally {
                program.destroyForcibly().waitFor();
            }
            return switch (program.exitValue()) {
                case 0 -> new Read.Text(Files.readString(text, StandardCharsets.UTF_8));
                case PdfTextProgram.ENCRYPTED -> new Read.Encrypted();
                default -> new Read.Unreadable();
            };
        } finally {
            Files.delete(text);
        }
    }

    private Process start(Path file, Path text) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.pdfMemory().asLongValue(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                // PDFBox looks through the machine's fonts otherwise, and keeps what it finds in the user's home.
                "-Dpdfbox.fontcache=" + text.getParent(),
                "-cp",
                classPath,
                PdfTextProgram.class.getName(),
                file.toAbsolutePath().toString(),
                Integer.toString(config.maxCharacters() + 1),
                Long.toString(config.pdfTimeout().toMillis()));
        // Passwords and keys of the service are none of its business.
        program.environment().clear();
        return program.redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(text.toFile())
                .start();
    }
}
