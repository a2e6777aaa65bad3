package dev.spectrum.agent.runs.domain;

import dev.spectrum.agent.brokers.domain.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A variable's value, and where it came from.
 *
 * @param value as JSON has it; null where it is kept from whoever reads it, or was not kept at all
 * @param brokerId the broker that gave it, if one did
 * @param scope where that broker's value holds
 */
public record ResolvedVariable(
        String name,
        @Nullable Object value,
        ValueSource source,
        @Nullable UUID brokerId,
        @Nullable Scope scope) {

    public ResolvedVariable(String name, Object value, ValueSource source) {
        this(name, value, source, null, null);
    }

    public boolean isPersonal() {
        return scope == Scope.USER;
    }

    public ResolvedVariable withoutValue() {
        return new ResolvedVariable(name, null, source, brokerId, scope);
    }
}
