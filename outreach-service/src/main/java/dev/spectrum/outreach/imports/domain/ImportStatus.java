package dev.spectrum.outreach.imports.domain;

/** How an import stands. */
public enum ImportStatus {
    RUNNING,
    COMPLETED,
    FAILED
}
