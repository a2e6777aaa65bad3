package dev.spectrum.gateway.connectors.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A server that answers as an API's description says, and refuses requests that break it: Prism, from npm. */
final class Prism implements AutoCloseable {

    private static final String PACKAGE = "@stoplight/prism-cli@5.14.2";
    /** Outside of the sources; survives a clean. */
    private static final Path NPM = Path.of("../.spectrum/npm/prism-5.14.2").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final int port;

    private Prism(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Skips the test, loudly, where there is neither Node nor the package. */
    static void requireInstalled() {
        if (Files.exists(executable())) {
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
                    ended && Files.exists(executable()),
                    () -> "SKIPPED: npm could not install " + PACKAGE + ", see " + NPM.resolve("install.log"));
        } catch (IOException noNode) {
            Assumptions.abort("SKIPPED: there is no npm to install " + PACKAGE + " with: " + noNode.getMessage());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path executable() {
        return NPM.resolve("node_modules/@stoplight/prism-cli/dist/index.js");
    }

    static Prism serve(Path description) {
        try {
            int port = freePort();
            Path log = Files.createTempFile("prism", ".log");
            log.toFile().deleteOnExit();
            Process process = new ProcessBuilder(List.of(
                            "node",
                            executable().toString(),
                            "mock",
                            "--errors",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(port),
                            description.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Prism prism = new Prism(process, port);
            prism.awaitReady(description, log);
            return prism;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitReady(Path description, Path log) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("Prism is listening")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("Prism does not serve " + description + ": " + Files.readString(log));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
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
