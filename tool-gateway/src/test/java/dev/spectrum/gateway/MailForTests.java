package dev.spectrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spectrum.servers.Mail;
import dev.spectrum.servers.MailSink;
import dev.spectrum.servers.TemporaryServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The mail server of the service under test: a door in front of a real sink, which can be shut, or made to misbehave in the
 * middle of a message.
 */
public final class MailForTests {

    /** What the door does with a connection. */
    public enum Door {
        /** Lets it through. */
        OPEN,
        /** Nobody listens. */
        SHUT,
        /** Closes it as soon as the message's sender is named. */
        CLOSES_BEFORE_THE_MESSAGE,
        /** Closes it as soon as the message's text has begun. */
        CLOSES_IN_THE_MIDDLE,
        /** Lets the message through, and the answer to it never back. */
        FALLS_SILENT_AFTER_THE_MESSAGE,
        /** Says so often that it is about to begin that nobody can call it silent. */
        NEVER_COMES_TO_THE_POINT,
        /** Refuses every recipient for good. */
        REFUSES_RECIPIENTS,
        /** Refuses every recipient for now. */
        DEFERS_RECIPIENTS
    }

    private static final MailForTests INSTANCE = new MailForTests();

    private final TemporaryServer<MailSink> sink = TemporaryServer.mail();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Door door = Door.SHUT;
    private volatile ServerSocket listener;

    private MailForTests() {}

    /** Sets the door and forgets all mail. */
    public static void reset(Door door) {
        INSTANCE.set(door);
        try {
            INSTANCE.sink.server().forgetMessages();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    public static List<Mail> messages() {
        try {
            return INSTANCE.sink.server().messages();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Waits for the one message that fits. */
    public static Mail awaitMessage(Predicate<Mail> wanted) {
        await().atMost(Duration.ofSeconds(10)).until(() -> messages().stream().anyMatch(wanted));
        List<Mail> fitting = messages().stream().filter(wanted).toList();
        assertThat(fitting).hasSize(1);
        return fitting.getFirst();
    }

    private synchronized void set(Door wanted) {
        door = wanted;
        try {
            if (wanted == Door.SHUT && listener != null) {
                listener.close();
                listener = null;
            } else if (wanted != Door.SHUT && listener == null) {
                listener = new ServerSocket();
                listener.setReuseAddress(true);
                int port = ConfigProvider.getConfig().getValue("spectrum.email.port", Integer.class);
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                ServerSocket accepting = listener;
                Thread.ofVirtual().start(() -> accept(accepting));
            }
            if (wanted == Door.OPEN || wanted == Door.SHUT) {
                for (Socket socket : sockets) {
                    socket.close();
                }
                sockets.clear();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept(ServerSocket accepting) {
        while (!accepting.isClosed()) {
            try {
                Socket client = accepting.accept();
                if (door == Door.NEVER_COMES_TO_THE_POINT) {
                    sockets.add(client);
                    Thread.ofVirtual().start(() -> announce(client));
                    continue;
                }
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), sink.server().smtpPort());
                sockets.add(client);
                sockets.add(server);
                boolean[] silent = new boolean[1];
                Thread.ofVirtual().start(() -> toServer(client, server, silent));
                Thread.ofVirtual().start(() -> toClient(server, client, silent));
            } catch (IOException closed) {
                // By a test, or by one of the two ends.
            }
        }
    }

    private static void announce(Socket client) {
        try {
            while (true) {
                client.getOutputStream().write("220-One moment\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                Thread.sleep(Duration.ofMillis(300));
            }
        } catch (IOException closed) {
            // By a test, or by the client.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void toServer(Socket client, Socket server, boolean[] silent) {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            boolean inMessage = false;
            for (String line = readLine(in); line != null; line = readLine(in)) {
                boolean isRecipient = !inMessage && line.startsWith("RCPT");
                if (isRecipient && (door == Door.REFUSES_RECIPIENTS || door == Door.DEFERS_RECIPIENTS)) {
                    String reply = door == Door.REFUSES_RECIPIENTS ? "550 No such mailbox" : "450 Mailbox is busy";
                    client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                    continue;
                }
                if (door == (inMessage ? Door.CLOSES_IN_THE_MIDDLE : Door.CLOSES_BEFORE_THE_MESSAGE)
                        && (inMessage || line.startsWith("MAIL"))) {
                    return;
                }
                if (inMessage && line.equals(".\r\n") && door == Door.FALLS_SILENT_AFTER_THE_MESSAGE) {
                    silent[0] = true;
                }
                inMessage = inMessage ? !line.equals(".\r\n") : line.equals("DATA\r\n");
                out.write(line.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException closed) {
            // By a test, or by one of the two ends.
        }
    }

    private static void toClient(Socket server, Socket client, boolean[] silent) {
        try {
            InputStream in = server.getInputStream();
            for (String line = readLine(in); line != null; line = readLine(in)) {
                if (!silent[0]) {
                    client.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
                    client.getOutputStream().flush();
                }
            }
        } catch (IOException closed) {
            // By a test, or by one of the two ends.
        }
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.append((char) next);
            if (next == '\n') {
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }
}
