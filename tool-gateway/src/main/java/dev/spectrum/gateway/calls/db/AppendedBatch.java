package dev.spectrum.gateway.calls.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.outbox.EventBundle;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as the database function {@code append_tool_calls} takes them.
 *
 * @param entries those of one tenant stand together, and the tenants in their order
 */
record AppendedBatch(List<AppendedEntry> entries) {

    static final String APPEND = IntStream.rangeClosed(1, 21)
            .mapToObj(column -> "$" + column)
            .collect(Collectors.joining(", ", "select append_tool_calls(", ")"));

    /** In the order of its parameters: an array of each. */
    private static final List<Column<?>> COLUMNS = List.of(
            new Column<>(UUID[]::new, AuditEntry::id),
            new Column<>(UUID[]::new, AuditEntry::callId),
            new Column<>(String[]::new, AuditEntry::tool),
            new Column<>(String[]::new, AuditEntry::dataSource),
            new Column<>(String[]::new, AuditEntry::access),
            new Column<>(String[]::new, AuditEntry::caller),
            new Column<>(String[]::new, AuditEntry::callerName),
            new Column<>(String[]::new, AuditEntry::agentRole),
            new Column<>(String[]::new, AuditEntry::arguments),
            new Column<>(String[]::new, AuditEntry::idempotencyKey),
            new Column<>(String[]::new, AuditEntry::outcome),
            new Column<>(String[]::new, AuditEntry::reason),
            new Column<>(Long[]::new, AuditEntry::durationMs),
            new Column<>(OffsetDateTime[]::new, entry -> entry.calledAt().atOffset(ZoneOffset.UTC)));

    private record Column<T>(IntFunction<T[]> array, Function<AuditEntry, @Nullable T> value) {

        T[] of(List<AppendedEntry> entries) {
            T[] values = array.apply(entries.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(entries.get(i).entry());
            }
            return values;
        }
    }

    /** @param again an earlier attempt may have got through */
    Tuple parameters(EventBundle bundle, boolean again) {
        List<Object> parameters = new ArrayList<>();
        List<List<AppendedEntry>> tenants = tenants();
        List<List<EventBundle.Event>> events =
                tenants.stream().map(AppendedBatch::events).toList();
        parameters.add(tenants.stream().map(one -> one.getFirst().tenantId()).toArray(UUID[]::new));
        parameters.add(tenants.stream().map(List::size).toArray(Integer[]::new));
        parameters.add(events.stream()
                .map(told -> told.isEmpty() ? null : UuidCreator.getTimeOrderedEpoch())
                .toArray(UUID[]::new));
        parameters.add(events.stream().map(List::size).toArray(Integer[]::new));
        parameters.add(events.stream()
                .map(told -> told.isEmpty() ? null : bundle.write(told))
                .toArray(String[]::new));
        parameters.add(again);
        COLUMNS.forEach(column -> parameters.add(column.of(entries)));
        parameters.add(entries.stream().map(AppendedEntry::digest).toArray(Buffer[]::new));
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.from(parameters));
    }

    private List<List<AppendedEntry>> tenants() {
        List<List<AppendedEntry>> tenants = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= entries.size(); i++) {
            if (i == entries.size()
                    || !entries.get(i).tenantId().equals(entries.get(first).tenantId())) {
                tenants.add(entries.subList(first, i));
                first = i;
            }
        }
        return tenants;
    }

    private static List<EventBundle.Event> events(List<AppendedEntry> ofTenant) {
        return ofTenant.stream()
                .map(AppendedEntry::event)
                .filter(Objects::nonNull)
                .toList();
    }
}
