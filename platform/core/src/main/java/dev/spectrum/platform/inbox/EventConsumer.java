package dev.spectrum.platform.inbox;

import dev.spectrum.platform.db.DatabaseAway;
import dev.spectrum.platform.event.EventReader;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.event.UnreadableEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * What every consumer does around its handlers: reads the CloudEvent, handles it once, retries while the database is away,
 * and hands what can't be processed to the dead letters with its reason. A consumer is then one line:
 *
 * <pre>{@code
 * @Incoming("agent-state")
 * Uni<Void> receive(Message<byte[]> message) {
 *     return events.consume("agents", message, Map.of(AGENT_CHANGED, agents::keep));
 * }
 * }</pre>
 */
@ApplicationScoped
public class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int TRIES = 4;

    private final EventReader reader;
    private final Inbox inbox;
    private volatile boolean stopping;

    EventConsumer(EventReader reader, Inbox inbox) {
        this.reader = reader;
        this.inbox = inbox;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * @param consumer a stable name, the inbox's key beside the event's id
     * @param handlers what to do, by event type; runs in the tenant's transaction. Other types are not for this consumer.
     */
    public Uni<Void> consume(
            String consumer, Message<byte[]> message, Map<String, Function<IncomingEvent, Uni<Void>>> handlers) {
        return Uni.createFrom()
                .item(() -> reader.read(message))
                .chain(event -> handle(consumer, event, handlers))
                .onFailure(failure -> !stopping && DatabaseAway.isCauseOf(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure(failure -> !stopping && !(failure instanceof UnreadableEvent))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES - 1)
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null ? acknowledge(message) : refuse(message, failure));
    }

    private Uni<Void> handle(
            String consumer, IncomingEvent event, Map<String, Function<IncomingEvent, Uni<Void>>> handlers) {
        Function<IncomingEvent, Uni<Void>> handler = handlers.get(event.type());
        return handler == null ? Uni.createFrom().voidItem() : inbox.once(consumer, event, () -> handler.apply(event));
    }

    private static Uni<Void> acknowledge(Message<byte[]> message) {
        return Uni.createFrom().completionStage(message.ack());
    }

    private Uni<Void> refuse(Message<byte[]> message, Throwable failure) {
        if (stopping) {
            // What a closing service can't do is no fault of the event: not acknowledged, it comes again.
            return Uni.createFrom().voidItem();
        }
        LOG.errorf("An event goes to the dead letters: %s", failure.getMessage());
        return Uni.createFrom().completionStage(message.nack(failure));
    }
}
