package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import java.util.Optional;

/**
 * Somebody asks for a tool.
 *
 * @param agentRole the agent on whose behalf, if it is one
 * @param idempotencyKey of the caller's choice: the same key and arguments act once
 * @param client who waits for the result
 */
public record CallRequest(
        Caller caller,
        Optional<String> agentRole,
        String tool,
        ObjectNode arguments,
        Optional<String> idempotencyKey,
        WaitingClient client) {

    /** Somebody who waits for nothing but the result. */
    public CallRequest(
            Caller caller,
            Optional<String> agentRole,
            String tool,
            ObjectNode arguments,
            Optional<String> idempotencyKey) {
        this(caller, agentRole, tool, arguments, idempotencyKey, WaitingClient.SILENT);
    }
}
