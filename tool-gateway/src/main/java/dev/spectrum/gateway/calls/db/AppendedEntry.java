package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.EventBundle;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry on its way into the database, with its event, if it has one. */
record AppendedEntry(AuditEntry entry, Buffer digest, EventBundle.@Nullable Event event) {

    /** @param json writes an event's data */
    static AppendedEntry of(Journal.Record record, Function<Object, String> json) {
        AuditEntry entry = record.entry();
        return new AppendedEntry(
                entry,
                Buffer.buffer(entry.digest()),
                record.event().map(event -> event(entry.id(), event, json)).orElse(null));
    }

    /** An entry has one event at most: they share their id. */
    private static EventBundle.Event event(UUID id, OutgoingEvent event, Function<Object, String> json) {
        return new EventBundle.Event(
                id, event.type(), event.subject(), Instant.now().toString(), traceparent(), json.apply(event.data()));
    }

    UUID tenantId() {
        return entry.tenantId();
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
