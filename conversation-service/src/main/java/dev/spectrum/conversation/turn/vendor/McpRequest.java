package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.turn.ToolUser;
import org.jspecify.annotations.Nullable;

/**
 * A request to the agent's MCP endpoint.
 *
 * @param name of the tool, for tools/call
 * @param idempotencyKey the same key again does not act again
 */
record McpRequest(
        ToolUser user,
        String method,
        ObjectNode params,
        @Nullable String name,
        @Nullable String idempotencyKey) {}
