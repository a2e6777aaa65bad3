package dev.spectrum.platform.model;

/**
 * A tool as the model is told of it.
 *
 * @param inputSchema the arguments' JSON Schema, an object's
 */
public record ToolDefinition(String name, String description, String inputSchema) {}
