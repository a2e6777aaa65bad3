package dev.spectrum.conversation.outcomes.kafka;

import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.outcomes.RecordOutcome;
import dev.spectrum.conversation.outcomes.RecordOutcome.Happened;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Attaches what other services tell of to the conversation that it came of, where they say which. */
@ApplicationScoped
public class OutcomeConsumer {

    private static final Map<String, String> OF_CHANNELS = Map.of(
            "dev.spectrum.channel.appointment.booked.v1", "appointment_booked",
            "dev.spectrum.channel.payment.received.v1", "payment_received");

    private static final Map<String, String> OF_OUTREACH = Map.of(
            "dev.spectrum.outreach.reply.classified.v1", "replied",
            "dev.spectrum.outreach.lead.converted.v1", "converted");

    private final EventConsumer events;
    private final History history;
    private final RecordOutcome recordOutcome;

    OutcomeConsumer(EventConsumer events, History history, RecordOutcome recordOutcome) {
        this.events = events;
        this.history = history;
        this.recordOutcome = recordOutcome;
    }

    /**
     * What is read of each of these events.
     *
     * @param value in the outcome's own unit, such as the amount of a payment
     */
    private record Told(
            @Nullable UUID conversationId, @Nullable BigDecimal value) {}

    @Incoming("channel-events")
    public Uni<Void> receiveFromChannels(Message<byte[]> message) {
        return events.consume("outcomes-of-channels", message, handlers(OF_CHANNELS));
    }

    @Incoming("outreach-events")
    public Uni<Void> receiveFromOutreach(Message<byte[]> message) {
        return events.consume("outcomes-of-outreach", message, handlers(OF_OUTREACH));
    }

    private Map<String, Function<IncomingEvent, Uni<Void>>> handlers(Map<String, String> names) {
        return names.keySet().stream()
                .collect(Collectors.toMap(
                        type -> type, type -> event -> record(event, names.getOrDefault(type, type))));
    }

    /** One that was erased meanwhile, or is another tenant's, is not there. */
    private Uni<Void> record(IncomingEvent event, String name) {
        Told told = event.data(Told.class);
        return told.conversationId() == null
                ? Uni.createFrom().voidItem()
                : history.conversation(told.conversationId())
                        .chain(found -> found.map(conversation -> recordOutcome
                                        .record(
                                                event.tenantId(),
                                                conversation,
                                                new Happened(
                                                        name,
                                                        told.value() == null ? BigDecimal.ONE : told.value(),
                                                        event.type(),
                                                        event.occurredAt()))
                                        .replaceWithVoid())
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
