package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Which writes were done under which Idempotency-Key, in the tenant's transaction. A claim made by a transaction that
 * rolls back was never made.
 */
public interface CallLedger {

    /** What is known of a call's key. */
    sealed interface Claim {

        /** Nothing, or the call has none: it is this call's now. */
        record First() implements Claim {}

        /** This was done under it. */
        record Done(UUID callId, JsonNode result, long durationMs) implements Claim {}

        /** @param callId the call that has it */
        record Blocked(UUID callId, RepeatProblem problem) implements Claim {}
    }

    /** Waits for a transaction that is just claiming the same key. */
    Uni<Claim> claim(Call call);

    /** What became of a call with a key. */
    enum Outcome {
        /** No call has done anything under it. */
        NONE,
        SUCCEEDED,
        /** It is under way, or nobody knows. */
        UNKNOWN
    }

    /** Looks, and changes nothing. */
    Uni<Outcome> outcome(Caller caller, String key);

    Uni<Void> done(Call call, JsonNode result, long durationMs);

    /** Nothing was done: the key may be used again. */
    Uni<Void> release(Call call);

    Uni<Void> unknown(Call call);
}
