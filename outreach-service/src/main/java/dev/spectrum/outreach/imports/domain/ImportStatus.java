package dev.spectrum.outreach.imports.domain;

/** How an import stands. */
public enum ImportStatus {
    /** It waits for a worker, or one is at it. */
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED
}
