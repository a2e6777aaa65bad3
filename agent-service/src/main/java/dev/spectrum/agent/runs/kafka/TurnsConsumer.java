package dev.spectrum.agent.runs.kafka;

import dev.spectrum.agent.runs.RecordTurn;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Keeps what conversations did and spent: each event tells of one attempt at a turn, with what that used and nothing else. It is
 * in the ledger and in the turn's run, or in neither.
 */
@ApplicationScoped
class TurnsConsumer {

    private static final String TYPE = "dev.spectrum.conversation.turn.";

    private final EventConsumer events;
    private final RecordTurn recordTurn;
    private final Map<String, Function<IncomingEvent, Uni<Void>>> handlers = Map.of(
            TYPE + "completed.v1", event -> record(event, Optional.of(RunStatus.COMPLETED)),
            TYPE + "failed.v1", event -> record(event, Optional.of(RunStatus.FAILED)),
            TYPE + "paused.v1", event -> record(event, Optional.of(RunStatus.RUNNING)),
            TYPE + "stopped.v1", event -> record(event, Optional.of(RunStatus.CANCELLED)),
            TYPE + "superseded.v1", event -> record(event, Optional.empty()));

    TurnsConsumer(EventConsumer events, RecordTurn recordTurn) {
        this.events = events;
        this.recordTurn = recordTurn;
    }

    @Incoming("budget-turns")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("budget", message, handlers);
    }

    private Uni<Void> record(IncomingEvent event, Optional<RunStatus> status) {
        ToldTurn turn = event.data(ToldTurn.class);
        return recordTurn.record(turn.attempt(event, status), turn.spending(event));
    }
}
