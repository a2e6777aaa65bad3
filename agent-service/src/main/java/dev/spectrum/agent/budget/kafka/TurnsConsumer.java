package dev.spectrum.agent.budget.kafka;

import dev.spectrum.agent.budget.RecordSpending;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Writes into the ledger what conversations spent. Each event tells what one attempt at a turn used, and nothing else. */
@ApplicationScoped
class TurnsConsumer {

    private static final String TYPE = "dev.spectrum.conversation.turn.";

    private final EventConsumer events;
    private final RecordSpending recordSpending;
    private final Map<String, Function<IncomingEvent, Uni<Void>>> handlers = Map.of(
            TYPE + "completed.v1", this::record,
            TYPE + "failed.v1", this::record,
            TYPE + "paused.v1", this::record,
            TYPE + "stopped.v1", this::record,
            TYPE + "superseded.v1", this::record);

    TurnsConsumer(EventConsumer events, RecordSpending recordSpending) {
        this.events = events;
        this.recordSpending = recordSpending;
    }

    @Incoming("budget-turns")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("budget", message, handlers);
    }

    private Uni<Void> record(IncomingEvent event) {
        Turn turn = event.data(Turn.class);
        return recordSpending
                .record(turn.spending(event))
                .chain(() -> turn.wasRefusedForItsBudget()
                        ? recordSpending.refused(event.tenantId())
                        : Uni.createFrom().voidItem());
    }
}
