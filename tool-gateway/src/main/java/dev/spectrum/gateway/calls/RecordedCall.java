package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Access;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call in the audit trail, as the API shows it.
 *
 * @param dataSource null, as is access, for a tool that there is not
 * @param caller a user's {@code sub} or a service's name
 * @param arguments without secrets, long parts cut
 * @param reason why it failed or was refused
 * @param durationMs null as long as it has not ended
 */
public record RecordedCall(
        UUID id,
        String tool,
        @Nullable String dataSource,
        @Nullable Access access,
        String caller,
        String callerName,
        @Nullable String agentRole,
        JsonNode arguments,
        @Nullable String idempotencyKey,
        Outcome outcome,
        @Nullable String reason,
        @Nullable Long durationMs,
        Instant calledAt) {}
