package dev.spectrum.agent.runs.domain;

/**
 * Why a run ended without an output.
 *
 * @param code a stable word with hyphens, such as {@code model-timeout}
 * @param detail for a person
 */
public record RunFailure(String code, String detail) {

    public static final RunFailure CANCELLED = new RunFailure("cancelled", "It was cancelled.");
    public static final RunFailure INTERRUPTED =
            new RunFailure("interrupted", "The process that executed it ended in its middle.");
    public static final RunFailure INTERNAL = new RunFailure("internal", "It is our fault and was recorded.");
}
