package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Caller;
import java.util.Optional;

/**
 * Somebody asks for a tool.
 *
 * @param agentRole the agent on whose behalf, if it is one
 * @param idempotencyKey of the caller's choice: the same key and arguments act once
 */
public record CallRequest(
        Caller caller,
        Optional<String> agentRole,
        String tool,
        ObjectNode arguments,
        Optional<String> idempotencyKey) {}
