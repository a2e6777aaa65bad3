package dev.spectrum.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What runs in the mail sink's process. */
final class MailSinkMain {
    /** The oldest go when there are more. */
    private static final int MESSAGES_KEPT = 5_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Deque<Mail> messages = new ArrayDeque<>();

    private MailSinkMain() {}

    /** @param arguments the SMTP port and the HTTP port */
    public static void main(String[] arguments) throws IOException {
        new MailSinkMain().start(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void start(int smtpPort, int httpPort) throws IOException {
        var mail = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        var users = mail.getManagers().getUserManager();
        users.setAuthRequired(false);
        users.setMessageDeliveryHandler((message, recipient) -> new Recipient(recipient));
        mail.start();

        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 0);
        http.createContext("/messages", this::answer);
        http.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    var body = json.writeValueAsBytes(snapshot());
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
                case "DELETE" -> {
                    forget();
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private synchronized List<Mail> snapshot() {
        return List.copyOf(messages);
    }

    private synchronized void forget() {
        messages.clear();
    }

    private synchronized void keep(Mail mail) {
        messages.addLast(mail);
        if (messages.size() > MESSAGES_KEPT) {
            messages.removeFirst();
        }
    }

    /** Whoever a message is for: it has no mailbox, its messages are shown to all. */
    private final class Recipient extends UserImpl {
        private static final long serialVersionUID = 1;

        private final String address;

        Recipient(MailAddress address) {
            super(address.getEmail(), address.getEmail(), "", null);
            this.address = address.getEmail();
        }

        @Override
        public void deliver(MovingMessage message) {
            keep(MailReading.read(message.getMessage(), address));
        }
    }
}
