package dev.spectrum.gateway.upstreams;

import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.testing.NpmPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** {@code @modelcontextprotocol/server-everything}, the MCP server of the protocol's authors that has one of everything. */
final class ServerEverything implements AutoCloseable {

    private static final NpmPackage PACKAGE = NpmPackage.of("@modelcontextprotocol/server-everything", "2026.8.31");
    private static final Path PROGRAM = PACKAGE.folder().resolve("dist/index.js");

    private final int port;
    private Process process;

    private ServerEverything(int port) {
        this.port = port;
        this.process = run();
    }

    static String commandLine(String transport) {
        return String.join(",", PACKAGE.command(PROGRAM, transport));
    }

    /** Skips the test, loudly, where it can't be had. */
    static void require() {
        PACKAGE.fetched();
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
            ProcessBuilder builder = new ProcessBuilder(PACKAGE.command(PROGRAM, "streamableHttp"))
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
