package dev.spectrum.agent.runs.kafka;

import dev.spectrum.agent.runs.Runs;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Forgets the runs of users who were erased: what they filled in and what they were answered. */
@ApplicationScoped
class ErasedUserConsumer {

    private static final String ERASED = "dev.spectrum.conversation.user.erased.v1";

    private final EventConsumer events;
    private final Runs runs;

    private record Erased(String userId) {}

    ErasedUserConsumer(EventConsumer events, Runs runs) {
        this.events = events;
        this.runs = runs;
    }

    @Incoming("erased-users")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("run-erasure", message, Map.of(ERASED, this::erase));
    }

    private Uni<Void> erase(IncomingEvent event) {
        return runs.erase(event.data(Erased.class).userId(), event.occurredAt());
    }
}
