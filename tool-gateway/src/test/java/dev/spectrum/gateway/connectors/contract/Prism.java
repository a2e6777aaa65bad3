package dev.spectrum.gateway.connectors.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.testing.NpmPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Servers that answer as an API's descriptions say, and refuse requests that break them: Prism, from npm, in one process. */
final class Prism implements AutoCloseable {

    private static final NpmPackage PACKAGE = NpmPackage.of("@stoplight/prism-cli", "5.14.2");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Path SERVER = Path.of("src/test/resources/prism/serve.js");

    private final Path log;
    private final Process process;

    Prism() {
        try {
            log = Files.createTempFile("prism", ".log");
            log.toFile().deleteOnExit();
            process = new ProcessBuilder(PACKAGE.command(
                            SERVER, PACKAGE.folder().resolve("dist").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Skips the test, loudly, where it can't be had. */
    static void requireInstalled() {
        PACKAGE.fetched();
    }

    /** Its address, as soon as it answers. */
    String serve(Path description) {
        try {
            String url = "http://127.0.0.1:" + freePort();
            Writer commands = process.outputWriter();
            commands.write(JSON.createObjectNode()
                    .put("document", description.toString())
                    .put("port", URI.create(url).getPort())
                    .toString());
            commands.write('\n');
            commands.flush();
            awaitReady(url, description);
            return url;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitReady(String url, Path description) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("Prism is listening on " + url)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("Prism does not serve " + description + ": " + Files.readString(log));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
