package dev.spectrum.gateway.connectors.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Servers that answer as an API's descriptions say, and refuse requests that break them: Prism, from npm, in one process. */
final class Prism implements AutoCloseable {

    private static final String PACKAGE = "@stoplight/prism-cli@5.14.2";
    /** Outside of the sources; survives a clean. */
    private static final Path NPM = Path.of("../.spectrum/npm/prism-5.14.2").toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Path SERVER = Path.of("src/test/resources/prism/serve.js");

    private final Path log;
    private final Process process;

    Prism() {
        try {
            log = Files.createTempFile("prism", ".log");
            log.toFile().deleteOnExit();
            process = new ProcessBuilder("node", SERVER.toString(), code().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Skips the test, loudly, where there is neither Node nor the package. */
    static void requireInstalled() {
        if (Files.exists(code())) {
            return;
        }
        try {
            Files.createDirectories(NPM);
            Process npm = new ProcessBuilder(
                            "npm", "install", "--prefix", NPM.toString(), "--no-audit", "--no-fund", PACKAGE)
                    .redirectErrorStream(true)
                    .redirectOutput(NPM.resolve("install.log").toFile())
                    .start();
            boolean ended = npm.waitFor(300, TimeUnit.SECONDS);
            npm.destroyForcibly();
            Assumptions.assumeTrue(
                    ended && Files.exists(code()),
                    () -> "SKIPPED: npm could not install " + PACKAGE + ", see " + NPM.resolve("install.log"));
        } catch (IOException noNode) {
            Assumptions.abort("SKIPPED: there is no npm to install " + PACKAGE + " with: " + noNode.getMessage());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path code() {
        return NPM.resolve("node_modules/@stoplight/prism-cli/dist");
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
