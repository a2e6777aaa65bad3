package dev.spectrum.platform.model;

/**
 * A tool that the model asks for.
 *
 * @param id the model's own id of the request, which the result has to carry
 * @param arguments JSON as the model wrote it, so perhaps broken
 */
public record ToolRequest(String id, String name, String arguments) {}
