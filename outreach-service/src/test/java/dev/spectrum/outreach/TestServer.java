package dev.spectrum.outreach;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that is away until it comes, and comes back where it was. */
final class TestServer {

    private final String path;
    private final HttpHandler handler;
    private @Nullable HttpServer server;
    private int port;

    TestServer(String path, HttpHandler handler) {
        this.path = path;
        this.handler = handler;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Connections are refused. */
    synchronized void goAway() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    synchronized void comeBack() {
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
            port = server.getAddress().getPort();
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(path, handler);
            server.start();
        }
    }
}
