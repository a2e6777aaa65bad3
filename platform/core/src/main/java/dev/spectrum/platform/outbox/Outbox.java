package dev.spectrum.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.db.Rows;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.web.ProblemException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where events are put, in the transaction of the change that they tell of, so that both happen or neither. */
@ApplicationScoped
public class Outbox {

    /** Key in the Vert.x context: this request wrote events. */
    static final String WRITTEN = "spectrum.outbox.written";

    /** In bytes. Kafka takes records of 1 MiB with their headers; a larger one would block its key for ever. */
    private static final int LARGEST = 900_000;

    /** As many as stay within a page of the table, which its rows are not packed for. */
    private static final int BUNDLE = 16;

    private final ObjectMapper json;
    private final EventBundle bundle;

    Outbox(ObjectMapper json) {
        this.json = json;
        this.bundle = new EventBundle(json);
    }

    /** Adds events, in order. Must be called within a tenant's transaction, and after the aggregate was read. */
    public Uni<Void> add(OutgoingEvent... events) {
        return add(List.of(events));
    }

    /**
     * Adds events, in order. Must be called within a tenant's transaction, and after the aggregate was read.
     *
     * @throws ProblemException 413 if an event's data is larger than Kafka takes
     */
    public Uni<Void> add(List<OutgoingEvent> events) {
        return persist(events.stream().map(this::row).toList());
    }

    /**
     * Adds many events of one tenant and one topic, in order. They share rows, and so cost a fraction of what each by itself
     * would. Must be called within a tenant's transaction.
     */
    public Uni<Void> addMany(List<OutgoingEvent> events) {
        return toAddMany(events).get();
    }

    /** The same in two steps: the events are written outside of any transaction, and what adds them is to be run within one. */
    public Supplier<Uni<Void>> toAddMany(List<OutgoingEvent> events) {
        List<OutboxRow> rows = new ArrayList<>();
        for (int begin = 0; begin < events.size(); begin += BUNDLE) {
            rows.add(bundled(events.subList(begin, Math.min(begin + BUNDLE, events.size()))));
        }
        return () -> persist(rows);
    }

    /** Whoever commits learns that there is something to publish. */
    private static Uni<Void> persist(List<OutboxRow> rows) {
        Context context = Vertx.currentContext();
        if (context != null && !rows.isEmpty()) {
            context.putLocal(WRITTEN, Boolean.TRUE);
        }
        return Rows.persist(rows);
    }

    private OutboxRow bundled(List<OutgoingEvent> events) {
        Instant now = Instant.now();
        OutboxRow row = new OutboxRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = events.getFirst().tenantId();
        row.topic = events.getFirst().topic();
        row.type = "";
        row.subject = "";
        row.occurredAt = now;
        row.bundled = events.size();
        row.data = bundle.write(events.stream()
                .map(event -> {
                    WrittenEvent written = written(event);
                    return new EventBundle.Event(
                            written.id(),
                            written.type(),
                            event.subject(),
                            now.toString(),
                            written.traceparent(),
                            written.data());
                })
                .toList());
        return row;
    }

    /**
     * An event for a statement that is not Hibernate's.
     *
     * @throws ProblemException 413 if its data is larger than Kafka takes
     */
    public WrittenEvent written(OutgoingEvent event) {
        return new WrittenEvent(UuidCreator.getTimeOrderedEpoch(), event.type(), traceparent(), write(event));
    }

    private OutboxRow row(OutgoingEvent event) {
        WrittenEvent written = written(event);
        OutboxRow row = new OutboxRow();
        row.id = written.id();
        row.tenantId = event.tenantId();
        row.topic = event.topic();
        row.type = written.type();
        row.subject = event.subject();
        row.occurredAt = Instant.now();
        row.traceparent = written.traceparent();
        row.data = written.data();
        return row;
    }

    private String write(OutgoingEvent event) {
        String data;
        try {
            data = json.writeValueAsString(event.data());
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("An event's data must be JSON", notSerialisable);
        }
        int size = data.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw ProblemException.of(
                    413,
                    "too-large",
                    "Too large",
                    "The event " + event.type() + " that tells of this would have " + size + " bytes, and may have "
                            + LARGEST + ".");
        }
        return data;
    }

    /** W3C Trace Context of the current span, if there is one. */
    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
