package dev.spectrum.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A server for tests: on free ports, its data in a temporary folder; it ends with this JVM, however that ends. It can be
 * stopped and started again, and then has the same ports and data.
 */
public final class TemporaryServer<S extends Server> implements AutoCloseable {
    private final Path folder;
    private final S server;
    private ServerProcess process;

    private TemporaryServer(Function<Path, S> description) {
        try {
            folder = Files.createTempDirectory("spectrum-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = description.apply(folder.resolve("data"));
        process = run();
    }

    public static TemporaryServer<PostgresServer> postgres() {
        return new TemporaryServer<>(data -> new PostgresServer(data, freePort(), false));
    }

    public static TemporaryServer<RedisServer> redis() {
        return new TemporaryServer<>(data -> new RedisServer(data, freePort()));
    }

    public static TemporaryServer<KafkaServer> kafka() {
        return new TemporaryServer<>(data -> new KafkaServer(data, freePort(), freePort()));
    }

    public static TemporaryServer<MailSink> mail() {
        return new TemporaryServer<>(data -> new MailSink(freePort(), freePort()));
    }

    /** A port nobody listens on at the moment. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is reached. */
    public S server() {
        return server;
    }

    public ServerProcess process() {
        return process;
    }

    public void stop() {
        process.stop();
    }

    /** Starts it again after a {@link #stop}. */
    public void start() {
        process = run();
    }

    private ServerProcess run() {
        var started = ServerProcess.startGuarded(server, folder.resolve(server.name() + ".log"), folder);
        try {
            started.awaitReady();
        } catch (RuntimeException e) {
            started.stop();
            throw e;
        }
        return started;
    }

    @Override
    public void close() {
        process.stop();
        try {
            BinaryCache.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
