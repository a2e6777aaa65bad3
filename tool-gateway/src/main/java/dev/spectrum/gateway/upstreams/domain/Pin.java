package dev.spectrum.gateway.upstreams.domain;

/**
 * One wording of a tool's definition.
 *
 * @param definition JSON as MCP writes it: name, title, description, inputSchema, outputSchema, annotations
 * @param hash of its canonical form, SHA-256 in hex
 */
public record Pin(String definition, String hash) {}
