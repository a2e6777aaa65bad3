package dev.spectrum.outreach.texts;

import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.context.OwnContext;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What the timers of replicas do that have texts written, when a test says so. */
@ApplicationScoped
public class Texting {

    private final WantedTexts wanted;
    private final WriteText writeText;
    private final TextsConfig config;
    private final OwnContext ownContext;
    private final Vertx vertx;

    Texting(WantedTexts wanted, WriteText writeText, TextsConfig config, OwnContext ownContext, Vertx vertx) {
        this.wanted = wanted;
        this.writeText = writeText;
        this.config = config;
        this.ownContext = ownContext;
        this.vertx = vertx;
    }

    /** Has written what waits, as much as one look takes. */
    public void write() {
        write(1);
    }

    public void write(int replicas) {
        List<TextWorker> workers = IntStream.range(0, replicas)
                .mapToObj(i -> new TextWorker(wanted, writeText, config, ownContext, vertx))
                .toList();
        workers.forEach(TextWorker::look);
        await().atMost(Duration.ofSeconds(30)).until(() -> workers.stream().allMatch(TextWorker::isQuiet));
    }

    /** A replica that takes what waits and dies. */
    public void takeAndDie() {
        wanted.take(config.concurrency(), config.lease()).await().atMost(Duration.ofSeconds(5));
    }
}
