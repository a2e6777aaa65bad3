package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.event.OutgoingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes records as the database function {@code append_tool_calls} reads them. */
@ApplicationScoped
class EntryWriter {

    private final ObjectMapper json;

    EntryWriter(ObjectMapper json) {
        this.json = json;
    }

    /** One JSON object. */
    String write(Journal.Record record) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator generator = json.getFactory().createGenerator(text)) {
            generator.writeStartObject();
            write(generator, record.entry());
            if (record.event().isPresent()) {
                write(generator, record.event().get());
            }
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, AuditEntry entry) throws IOException {
        field(generator, "tenant_id", entry.tenantId().toString());
        field(generator, "id", entry.id().toString());
        field(generator, "call_id", entry.callId().toString());
        field(generator, "tool", entry.tool());
        field(generator, "data_source", entry.dataSource());
        field(generator, "access", entry.access());
        field(generator, "caller", entry.caller());
        field(generator, "caller_name", entry.callerName());
        field(generator, "agent_role", entry.agentRole());
        generator.writeFieldName("arguments");
        generator.writeRawValue(entry.arguments());
        field(generator, "idempotency_key", entry.idempotencyKey());
        field(generator, "outcome", entry.outcome());
        field(generator, "reason", entry.reason());
        field(
                generator,
                "duration_ms",
                entry.durationMs() == null ? null : entry.durationMs().toString());
        field(generator, "called_at", entry.calledAt().toString());
        field(generator, "digest", HexFormat.of().formatHex(entry.digest()));
    }

    private void write(JsonGenerator generator, OutgoingEvent event) throws IOException {
        field(generator, "event_id", UuidCreator.getTimeOrderedEpoch().toString());
        field(generator, "event_type", event.type());
        field(generator, "event_at", Instant.now().toString());
        field(generator, "event_trace", traceparent());
        field(generator, "event_data", json.writeValueAsString(event.data()));
    }

    /** What is absent is null there. */
    private static void field(JsonGenerator generator, String name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeStringField(name, value);
        }
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
