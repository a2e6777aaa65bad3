package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.tools.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit trail: every call, in the tenant's transaction. */
public interface CallLog {

    /**
     * Adds a call.
     *
     * @param tool empty for one that there is not
     * @param reason why it failed or was refused, a word with hyphens; blank otherwise
     */
    Uni<Void> add(Call call, Optional<ToolDefinition> tool, Outcome outcome, String reason);

    /**
     * Ends a call that was added as started; one that has ended stays as it is, which gives false.
     *
     * @param durationMs empty where nobody knows
     */
    Uni<Boolean> end(UUID callId, Outcome outcome, String reason, Optional<Long> durationMs);

    /**
     * The calls that fit, the latest first.
     *
     * @param before the call before which to start
     */
    Uni<List<RecordedCall>> list(Filter filter, Optional<UUID> before, int limit);

    /** @param to not included */
    record Filter(Optional<String> tool, Optional<String> agentRole, Optional<Instant> from, Optional<Instant> to) {}
}
