package dev.spectrum.agent.runs.domain;

/** Where a variable's value came from, the first that had one: it wins over those after it. */
public enum ValueSource {
    USER,
    HARDCODED,
    BROKER,
    DEFAULT
}
