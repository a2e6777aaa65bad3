package dev.spectrum.gateway.calls.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.outbox.EventBundle;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * One entry as a statement of a Hibernate session, which has no arrays of every type: each column is an array of one text.
 * An absent one is blank there; there is no column in which blank means something.
 */
record OneEntry(AppendedEntry appended) {

    static final String APPEND = "select append_tool_calls(" + uuid(1) + "array[1], " + uuid(2) + "array[1], " + text(3)
            + "true, " + uuid(4) + uuid(5) + text(6) + text(7) + text(8) + text(9) + text(10) + text(11) + text(12)
            + text(13) + text(14) + text(15) + array(16, "bigint") + array(17, "timestamptz")
            + "array[decode(?18, 'hex')])";

    private static String uuid(int parameter) {
        return array(parameter, "uuid");
    }

    private static String text(int parameter) {
        return array(parameter, "text");
    }

    private static String array(int parameter, String type) {
        return "array[cast(nullif(cast(?" + parameter + " as text), '') as " + type + ")], ";
    }

    void bindTo(Mutiny.SelectionQuery<?> append, EventBundle bundle) {
        AuditEntry entry = appended.entry();
        EventBundle.@Nullable Event event = appended.event();
        @Nullable
        Object[] columns = {
            entry.tenantId(),
            event == null ? null : UuidCreator.getTimeOrderedEpoch(),
            event == null ? null : bundle.write(List.of(event)),
            entry.id(),
            entry.callId(),
            entry.tool(),
            entry.dataSource(),
            entry.access(),
            entry.caller(),
            entry.callerName(),
            entry.agentRole(),
            entry.arguments(),
            entry.idempotencyKey(),
            entry.outcome(),
            entry.reason(),
            entry.durationMs(),
            entry.calledAt(),
            HexFormat.of().formatHex(appended.digest().getBytes())
        };
        for (int i = 0; i < columns.length; i++) {
            append.setParameter(i + 1, Objects.toString(columns[i], ""));
        }
    }
}
