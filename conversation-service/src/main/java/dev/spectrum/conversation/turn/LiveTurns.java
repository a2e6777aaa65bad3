package dev.spectrum.conversation.turn;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The turns that this process takes now. */
@ApplicationScoped
public class LiveTurns {

    private final Map<UUID, LiveTurn> live = new ConcurrentHashMap<>();

    void add(LiveTurn turn) {
        live.put(turn.turn().id(), turn);
    }

    void remove(LiveTurn turn) {
        live.remove(turn.turn().id(), turn);
        turn.end();
    }

    /** When the turn is over, on any thread; empty if it is not taken here. */
    Optional<Uni<Void>> ended(UUID runId) {
        return Optional.ofNullable(live.get(runId)).map(LiveTurn::ended);
    }

    /** Stops it if it is here. */
    public void stop(UUID runId) {
        LiveTurn turn = live.get(runId);
        if (turn != null) {
            turn.stop();
        }
    }

    /** By tenant. */
    Map<UUID, List<LiveTurn>> all() {
        return live.values().stream().collect(Collectors.groupingBy(LiveTurn::tenantId));
    }
}
