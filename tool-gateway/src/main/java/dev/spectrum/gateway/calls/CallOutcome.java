package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.ToolError;
import java.util.Locale;
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
    record Succeeded(UUID id, JsonNode result, long durationMs, boolean replayed, Extent extent)
            implements CallOutcome {

        Succeeded(UUID id, JsonNode result, long durationMs, boolean replayed) {
            this(id, result, durationMs, replayed, Extent.WHOLE);
        }
    }

    /** How much of a result is given. */
    enum Extent {
        WHOLE,
        /** It was too long; {@code read_result} gives all of it, for a time. */
        SHORTENED,
        /** And the rest could not be kept. */
        SHORTENED_FOR_GOOD;

        /** With hyphens, as programs read it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What a model has to know of it; blank for all of a result. */
        public String note(UUID callId) {
            return switch (this) {
                case WHOLE -> "";
                case SHORTENED ->
                    "[Shortened: lists and texts are cut. Ask for less, or read all of it with read_result, call_id "
                            + callId + ".]";
                case SHORTENED_FOR_GOOD -> "[Shortened: lists and texts are cut. Ask for less to see the rest.]";
            };
        }
    }

    /** It could not be done. */
    record Failed(UUID id, ToolError error, long durationMs) implements CallOutcome {}

    /** They may not, or there is no such tool. Who asked is told the same whatever the reason. */
    record Refused(UUID id, Refusal reason) implements CallOutcome {}

    /** The Idempotency-Key stands in the way. */
    record NotRepeated(UUID id, RepeatProblem problem) implements CallOutcome {}
}
