package dev.spectrum.agent.runs.domain;

/** Where a run is; the last three are its ends. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isEnd() {
        return this != QUEUED && this != RUNNING;
    }
}
