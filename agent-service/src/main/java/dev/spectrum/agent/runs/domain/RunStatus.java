package dev.spectrum.agent.runs.domain;

/** Where a run is; the last three are its ends. */
public enum RunStatus {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isEnd() {
        return this != RUNNING;
    }
}
