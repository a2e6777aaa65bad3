package dev.spectrum.gateway.tools;

/**
 * What a tool does to the world, in MCP's words.
 *
 * @param readOnlyHint changes nothing
 * @param destructiveHint may undo or overwrite something
 * @param idempotentHint the same call again has no further effect
 * @param openWorldHint reaches beyond the company's own records
 */
public record ToolAnnotations(
        boolean readOnlyHint, boolean destructiveHint, boolean idempotentHint, boolean openWorldHint) {}
