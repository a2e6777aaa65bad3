package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.databind.JsonNode;

/** What an MCP request came to. */
sealed interface McpAnswer {

    /** @param result complete, as the method's schema has it */
    record Result(JsonNode result) implements McpAnswer {}

    /** @param reason for the model to read */
    record Refused(String reason) implements McpAnswer {}
}
