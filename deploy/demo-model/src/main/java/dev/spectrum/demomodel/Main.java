package dev.spectrum.demomodel;

import dev.spectrum.demomodel.http.ChatServer;
import dev.spectrum.demomodel.meaning.MiniLm;
import dev.spectrum.demomodel.meaning.RememberedSentences;
import dev.spectrum.demomodel.plan.RuleModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the server on 127.0.0.1. */
public final class Main {

    private static final String HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8086;
    private static final String HELP = ChatServer.DESCRIPTION + """


            It speaks OpenAI's API: POST /v1/chat/completions, GET /v1/models, GET /health.

            Environment:
              PORT   where to listen on 127.0.0.1 (default 8086)
            """;

    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int port;
        try {
            port = port(System.getenv("PORT"));
        } catch (IllegalArgumentException invalid) {
            System.err.println(invalid.getMessage());
            System.exit(2);
            return;
        }
        start(port);
    }

    private static void start(int port) {
        // Netty would otherwise use what newer JDKs warn of; here its speed is of no account.
        System.setProperty("io.netty.noUnsafe", "true");
        // The libraries' own log has no reader here; SLF4J need not warn that it goes nowhere.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        RuleModel model;
        try {
            model = new RuleModel(new RememberedSentences(MiniLm.load()), Clock.systemUTC());
        } catch (LinkageError | RuntimeException failed) {
            fail("The sentence model does not run on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ": " + failed);
            return;
        }
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        new ChatServer(vertx, model::reply, Clock.systemUTC())
                .listen(HOST, port)
                .onSuccess(server ->
                        System.out.println("Spectrum's demo model (rules, no language model) answers on http://" + HOST
                                + ":" + server.actualPort() + "/v1"))
                .onFailure(failure -> fail("Cannot listen on " + HOST + ":" + port + ": " + failure.getMessage()));
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }

    private static int port(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return DEFAULT_PORT;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("PORT is no port number: " + text);
        }
        return Integer.parseInt(text);
    }
}
