package dev.spectrum.gateway.reach;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server on every address of this machine that counts who connects, and answers as a test says. It is at the socket:
 * a connection counts even if nothing is ever sent on it.
 */
public final class Vendor implements AutoCloseable {

    /** Keeps the connection open and says nothing. */
    public static final byte[] SILENCE = new byte[0];

    /**
     * @param head the request line and the headers
     * @param localAddress where the connection arrived
     */
    public record Received(String head, String body, InetAddress localAddress) {

        public String path() {
            return head.split(" ", -1)[1];
        }

        public String method() {
            return head.split(" ", -1)[0];
        }

        public boolean has(String header) {
            return head.lines().anyMatch(line -> line.equalsIgnoreCase(header));
        }
    }

    private final ServerSocket listener;
    private final Function<Received, byte[]> answer;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Vendor(ServerSocketFactory sockets, Function<Received, byte[]> answer) {
        this.answer = answer;
        try {
            listener = sockets.createServerSocket();
            listener.bind(new InetSocketAddress((InetAddress) null, 0));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public static Vendor answering(Function<Received, byte[]> answer) {
        return new Vendor(ServerSocketFactory.getDefault(), answer);
    }

    static Vendor answering(ServerSocketFactory sockets, Function<Received, byte[]> answer) {
        return new Vendor(sockets, answer);
    }

    /** Says {@code 200} and this text to everything. */
    public static Vendor saying(String text) {
        return answering(request -> ok("text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] ok(String type, byte[] body, String... headers) {
        return answer("200 OK", type, body, headers);
    }

    public static byte[] answer(String status, String type, byte[] body, String... headers) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList()) + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    public static byte[] redirect(int status, String location) {
        return answer(status + " Moved", "text/plain", new byte[0], "Location: " + location);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** How many connections the other side closed. */
    public int hungUp() {
        return hungUp.get();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Received next = read(in, socket); next != null; next = read(in, socket)) {
                received.add(next);
                out.write(answer.apply(next));
                out.flush();
            }
        } catch (IOException broken) {
            // Counted below like any other end.
        } finally {
            hungUp.incrementAndGet();
            sockets.remove(socket);
        }
    }

    private static @org.jspecify.annotations.Nullable Received read(InputStream in, Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        return new Received(
                head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8), socket.getLocalAddress());
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
