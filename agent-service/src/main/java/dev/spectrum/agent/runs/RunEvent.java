package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import java.util.UUID;

/** What happens in a run while it is executed. */
public sealed interface RunEvent {

    record Started(UUID runId) implements RunEvent {}

    record MessageStarted(UUID messageId) implements RunEvent {}

    record Text(UUID messageId, String delta) implements RunEvent {}

    record MessageEnded(UUID messageId) implements RunEvent {}

    /** However it ended; the last one. */
    record Ended(Run run) implements RunEvent {}
}
