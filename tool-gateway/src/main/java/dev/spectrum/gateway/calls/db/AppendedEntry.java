package dev.spectrum.gateway.calls.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way into the database, with its event, if it has one.
 *
 * @param data of the event, JSON
 */
record AppendedEntry(
        AuditEntry entry,
        Buffer digest,
        @Nullable UUID eventId,
        @Nullable String eventType,
        @Nullable OffsetDateTime eventAt,
        @Nullable String eventTrace,
        @Nullable String data) {

    /** What the database function {@code append_tool_calls} takes, in its order: an array of each. */
    private static final List<Column<?>> COLUMNS = List.of(
            new Column<>(UUID[]::new, one -> one.entry().tenantId()),
            new Column<>(UUID[]::new, one -> one.entry().id()),
            new Column<>(UUID[]::new, one -> one.entry().callId()),
            new Column<>(String[]::new, one -> one.entry().tool()),
            new Column<>(String[]::new, one -> one.entry().dataSource()),
            new Column<>(String[]::new, one -> one.entry().access()),
            new Column<>(String[]::new, one -> one.entry().caller()),
            new Column<>(String[]::new, one -> one.entry().callerName()),
            new Column<>(String[]::new, one -> one.entry().agentRole()),
            new Column<>(String[]::new, one -> one.entry().arguments()),
            new Column<>(String[]::new, one -> one.entry().idempotencyKey()),
            new Column<>(String[]::new, one -> one.entry().outcome()),
            new Column<>(String[]::new, one -> one.entry().reason()),
            new Column<>(Long[]::new, one -> one.entry().durationMs()),
            new Column<>(OffsetDateTime[]::new, one -> one.entry().calledAt().atOffset(ZoneOffset.UTC)),
            new Column<>(Buffer[]::new, AppendedEntry::digest),
            new Column<>(UUID[]::new, AppendedEntry::eventId),
            new Column<>(String[]::new, AppendedEntry::eventType),
            new Column<>(OffsetDateTime[]::new, AppendedEntry::eventAt),
            new Column<>(String[]::new, AppendedEntry::eventTrace),
            new Column<>(String[]::new, AppendedEntry::data));

    private record Column<T>(IntFunction<T[]> array, Function<AppendedEntry, @Nullable T> value) {

        T[] of(List<AppendedEntry> entries) {
            T[] values = array.apply(entries.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(entries.get(i));
            }
            return values;
        }
    }

    /** @param json writes an event's data */
    static AppendedEntry of(Journal.Record record, Function<Object, String> json) {
        Buffer digest = Buffer.buffer(record.entry().digest());
        return record.event()
                .map(event -> new AppendedEntry(
                        record.entry(),
                        digest,
                        UuidCreator.getTimeOrderedEpoch(),
                        event.type(),
                        OffsetDateTime.now(ZoneOffset.UTC),
                        traceparent(),
                        json.apply(event.data())))
                .orElseGet(() -> new AppendedEntry(record.entry(), digest, null, null, null, null, null));
    }

    static List<Object> columns(List<AppendedEntry> entries) {
        List<Object> columns = new ArrayList<>();
        COLUMNS.forEach(column -> columns.add(column.of(entries)));
        return columns;
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
