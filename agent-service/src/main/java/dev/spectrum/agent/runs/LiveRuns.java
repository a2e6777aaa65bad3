package dev.spectrum.agent.runs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The runs that this process executes now. */
@ApplicationScoped
public class LiveRuns {

    private final Map<UUID, Execution> live = new ConcurrentHashMap<>();

    void add(Execution execution) {
        live.put(execution.run().id(), execution);
    }

    void remove(Execution execution) {
        live.remove(execution.run().id());
    }

    /** Stops it if it is here. */
    public void cancel(UUID runId) {
        Execution execution = live.get(runId);
        if (execution != null) {
            execution.cancel();
        }
    }

    /** By tenant. */
    Map<UUID, List<UUID>> all() {
        return live.values().stream()
                .map(Execution::run)
                .collect(Collectors.groupingBy(
                        run -> run.tenantId(), Collectors.mapping(run -> run.id(), Collectors.toList())));
    }

    /** Stops those that nobody wants any more. */
    void keepOnly(List<UUID> of, List<UUID> wanted) {
        Set<UUID> unwanted = new HashSet<>(of);
        wanted.forEach(unwanted::remove);
        unwanted.forEach(this::cancel);
    }
}
