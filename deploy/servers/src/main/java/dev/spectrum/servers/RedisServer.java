package dev.spectrum.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis on 127.0.0.1, without a password, its data in an append-only file.
 *
 * @param data its data folder
 */
public record RedisServer(Path data, int port) implements Server {
    private static final int ANSWER_MILLIS = 2_000;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PONG = "+PONG\r\n";

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        Files.createDirectories(data);
        var binaries = BinaryCache.folder("redis-" + BinaryCache.version("redis"), RedisServer::unpack);
        var command = new ArrayList<>(List.of(binaries.resolve("redis-server").toString()));
        command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port), "--dir", data.toString()));
        command.addAll(List.of("--appendonly", "yes", "--save", ""));
        return new ProcessBuilder(command);
    }

    /** Redis says PONG only when its data is loaded; until then it says LOADING. */
    @Override
    public boolean isReady() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(PING);
            var answer = socket.getInputStream().readNBytes(PONG.length());
            return PONG.equals(new String(answer, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(Path folder) throws IOException {
        var target = folder.resolve("redis-server");
        try (var binary = BinaryCache.resource("/redis-server-7.0.15-" + system())) {
            Files.copy(binary, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String system() {
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return (System.getProperty("os.name").startsWith("Mac") ? "darwin-" : "linux-") + machine;
    }
}
