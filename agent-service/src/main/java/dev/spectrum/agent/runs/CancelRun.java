package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Ends a run, wherever it is executed: what the database says counts, and whoever executes it is told to stop and to add what
 * it has cost. Within the tenant's transaction; the caller tells {@link Cancellations} after the commit.
 */
@ApplicationScoped
public class CancelRun {

    private final Runs runs;

    CancelRun(Runs runs) {
        this.runs = runs;
    }

    public Uni<Run> cancel(Caller who, UUID id) {
        return existing(id)
                .invoke(run -> requireRight(who, run))
                .invoke(CancelRun::requireOurs)
                .call(run -> run.status().isEnd() ? Uni.createFrom().nullItem() : runs.cancel(id))
                .chain(() -> existing(id))
                .invoke(CancelRun::requireCancelled);
    }

    private static void requireRight(Caller who, Run run) {
        if (!run.userId().equals(who.subject()) && !who.may(Role.ADMIN)) {
            throw ProblemException.of(403, "forbidden", "Not allowed", "Only its user or an admin may cancel a run.");
        }
    }

    private static void requireOurs(Run run) {
        if (run.origin().source() == RunSource.TURN && !run.status().isEnd()) {
            throw ProblemException.conflict(
                    "run-elsewhere", "A turn is stopped where it is taken: POST /api/chat/runs/" + run.id() + "/stop.");
        }
    }

    private static void requireCancelled(Run run) {
        if (run.status() != RunStatus.CANCELLED) {
            throw ProblemException.conflict("run-ended", "The run has ended already.");
        }
    }

    private Uni<Run> existing(UUID id) {
        return runs.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("run")));
    }
}
