package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.agent.runs.domain.TurnAttempt;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs of the tenant that the current transaction is for. */
public interface Runs {

    /** A part of the list, the newest first. */
    Uni<List<Run>> list(Filter filter, Optional<UUID> before, int limit);

    Uni<Optional<Run>> find(UUID id);

    Uni<List<Task>> tasks(UUID runId);

    Uni<Optional<Repeat>> withKey(String userId, String idempotencyKey);

    Uni<Void> add(Run run, Optional<Key> key, Duration lease);

    Uni<Void> addTask(UUID tenantId, UUID runId, Task task);

    /** Adds to the turn's run what the attempt came to; opens the run if it is the first that is heard of it. */
    Uni<Void> addAttempt(TurnAttempt attempt);

    Uni<Void> endTask(UUID runId, Task task);

    /** Ends it as it says, unless it was ended before; what it cost is added anyway. Empty if it was given up as lost. */
    Uni<Optional<Run>> end(Run ended);

    /** Ends a run that has not ended yet, as cancelled; what it cost is not known yet. */
    Uni<Boolean> cancel(UUID id);

    /** Gives the run if it is still to be ended, and nobody has given a sign of its life in time. */
    Uni<Optional<Run>> lockLost(UUID id);

    /** Makes tasks of the calls that the ledger has of a run whose process died, and gives what all its tasks came to. */
    Uni<Tokens> endTasksOfLost(Run run);

    /** Says that these are alive, and gives those of them that are still to be executed. */
    Uni<List<UUID>> stillRunning(Collection<UUID> ids, Duration lease);

    /** Forgets all that the user ran until then, told of by now or not, with what is kept to answer their repeats. */
    Uni<Void> erase(String userId, Instant until);

    /** What a list is narrowed to; an empty part narrows nothing. */
    record Filter(
            Optional<RunStatus> status,
            Optional<UUID> promptId,
            Optional<UUID> actionId,
            Optional<UUID> shortcutId,
            Optional<UUID> agentId,
            Optional<String> userId,
            Optional<RunSource> source,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Words> words) {}

    /** @param reader whose own personal runs are searched too */
    record Words(String text, String reader) {}

    /** @param requestHash tells another request under the same key */
    record Key(String key, String requestHash) {}

    record Repeat(Run run, String requestHash) {}
}
