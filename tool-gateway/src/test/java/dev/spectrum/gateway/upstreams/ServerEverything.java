package dev.spectrum.gateway.upstreams;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code @modelcontextprotocol/server-everything}, the MCP server of the protocol's authors that has one of everything. npm
 * fetches it once, into a folder beside no sources: SPECTRUM_NPM, or .cache/spectrum/npm at home.
 */
final class ServerEverything implements AutoCloseable {

    private static final String PACKAGE = "@modelcontextprotocol/server-everything";
    private static final String VERSION = "2026.8.31";
    private static final Path FOLDER = Path.of(Optional.ofNullable(System.getenv("SPECTRUM_NPM"))
                    .orElse(System.getProperty("user.home") + "/.cache/spectrum/npm"))
            .resolve("server-everything-" + VERSION);
    private static final Path PROGRAM = FOLDER.resolve("node_modules/" + PACKAGE + "/dist/index.js");

    private final int port;
    private Process process;

    private ServerEverything(int port) {
        this.port = port;
        this.process = run();
    }

    static String commandLine(String transport) {
        return "node," + PROGRAM + "," + transport;
    }

    /** Skips the test, loudly, where it can't be had. */
    static void require() {
        Assumptions.assumeTrue(
                isThere() || fetch(), "SKIPPED: node and npm could not fetch " + PACKAGE + "@" + VERSION);
    }

    private static boolean isThere() {
        return Files.exists(PROGRAM) && succeeds(List.of("node", "--version"));
    }

    private static boolean fetch() {
        try {
            Files.createDirectories(FOLDER);
            return succeeds(List.of(
                            "npm",
                            "install",
                            "--prefix",
                            FOLDER.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            PACKAGE + "@" + VERSION))
                    && isThere();
        } catch (IOException noFolder) {
            return false;
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Over streamable HTTP. */
    static ServerEverything start(int port) {
        return new ServerEverything(port);
    }

    String url() {
        return "http://localhost:" + port + "/mcp";
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = run();
    }

    private Process run() {
        try {
            ProcessBuilder builder = new ProcessBuilder("node", PROGRAM.toString(), "streamableHttp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("PORT", Integer.toString(port));
            Process started = builder.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("localhost", port), 200);
                    return true;
                } catch (IOException notYet) {
                    return false;
                }
            });
            return started;
        } catch (IOException notThere) {
            throw new UncheckedIOException(notThere);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
