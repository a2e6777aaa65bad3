package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.domain.AuditEntry;
import java.util.HexFormat;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * One entry as a statement of a Hibernate session, which has no arrays of every type: each column is an array of one text.
 * An absent one is blank there; there is no column in which blank means something.
 */
record OneEntry(AppendedEntry appended) {

    static final String APPEND = "select append_tool_calls(" + uuid(1) + uuid(2) + uuid(3)
            + text(4) + text(5) + text(6) + text(7) + text(8) + text(9) + text(10) + text(11) + text(12) + text(13)
            + array(14, "bigint") + array(15, "timestamptz")
            + "array[decode(?16, 'hex')], "
            + uuid(17) + text(18) + array(19, "timestamptz") + text(20) + text(21) + "true)";

    private static String uuid(int parameter) {
        return array(parameter, "uuid");
    }

    private static String text(int parameter) {
        return array(parameter, "text");
    }

    private static String array(int parameter, String type) {
        return "array[cast(nullif(cast(?" + parameter + " as text), '') as " + type + ")], ";
    }

    void bindTo(Mutiny.SelectionQuery<?> append) {
        AuditEntry entry = appended.entry();
        @Nullable
        Object[] columns = {
            entry.tenantId(),
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
            HexFormat.of().formatHex(appended.digest().getBytes()),
            appended.eventId(),
            appended.eventType(),
            appended.eventAt(),
            appended.eventTrace(),
            appended.data()
        };
        for (int i = 0; i < columns.length; i++) {
            append.setParameter(i + 1, Objects.toString(columns[i], ""));
        }
    }
}
