package dev.spectrum.gateway.tools;

import dev.spectrum.platform.tenant.Caller;
import java.util.Optional;
import java.util.UUID;

/**
 * Around what a tool does.
 *
 * @param callId the call's id in the audit trail
 * @param agentRole the agent on whose behalf, if it is one
 * @param idempotencyKey the caller's, or the call's id: for the vendor's header, so that a call that is tried again acts once
 * @param client who waits for the result
 */
public record CallContext(
        UUID callId, Caller caller, Optional<String> agentRole, String idempotencyKey, WaitingClient client) {

    public UUID tenantId() {
        return caller.tenantId();
    }
}
