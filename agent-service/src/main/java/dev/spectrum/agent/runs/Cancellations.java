package dev.spectrum.agent.runs;

import java.util.UUID;

/** Tells every replica that a run is not wanted any more. A hint: what the database says counts, and is looked at too. */
public interface Cancellations {

    void tell(UUID runId);
}
