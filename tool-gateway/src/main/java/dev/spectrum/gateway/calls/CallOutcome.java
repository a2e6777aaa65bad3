package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.ToolError;
import java.util.UUID;

/** What became of a request for a tool. */
public sealed interface CallOutcome {

    UUID id();

    /**
     * It was done, now or when the same key came first.
     *
     * @param id of the call that did it
     * @param result an object, as the tool's output schema says
     */
    record Succeeded(UUID id, JsonNode result, long durationMs, boolean replayed) implements CallOutcome {}

    /** It could not be done. */
    record Failed(UUID id, ToolError error, long durationMs) implements CallOutcome {}

    /** They may not, or there is no such tool. Who asked is told the same whatever the reason. */
    record Refused(UUID id, Refusal reason) implements CallOutcome {}

    /** The Idempotency-Key stands in the way. */
    record NotRepeated(UUID id, RepeatProblem problem) implements CallOutcome {}
}
