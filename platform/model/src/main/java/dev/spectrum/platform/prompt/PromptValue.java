package dev.spectrum.platform.prompt;

/**
 * A value that a placeholder got.
 *
 * @param source where the value came from, such as {@code agent}, {@code company}, {@code user}
 */
public record PromptValue(String name, String value, String source) {}
