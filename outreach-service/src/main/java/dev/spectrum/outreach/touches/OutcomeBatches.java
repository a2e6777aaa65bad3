package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.SettleTouches.Attempted;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/**
 * Gathers outcomes while those before them are being written down, so that the more there are, the more share a commit. Each
 * tenant has one transaction at a time.
 */
final class OutcomeBatches {

    private static final int LARGEST = 500;

    private final BiFunction<UUID, List<Attempted>, Uni<Void>> settle;
    private final IntConsumer done;
    private final Executor soon;
    private final Map<UUID, List<Attempted>> waiting = new HashMap<>();

    /**
     * @param settle writes down what came of one tenant's touches; never fails
     * @param done told how many were written down, or given up
     * @param soon runs what begins a batch after what runs now, so that what comes with it is in it
     */
    OutcomeBatches(BiFunction<UUID, List<Attempted>, Uni<Void>> settle, IntConsumer done, Executor soon) {
        this.settle = settle;
        this.done = done;
        this.soon = soon;
    }

    void add(UUID tenantId, Attempted attempted) {
        synchronized (waiting) {
            List<Attempted> others = waiting.get(tenantId);
            if (others != null) {
                others.add(attempted);
                return;
            }
            waiting.put(tenantId, new ArrayList<>(List.of(attempted)));
        }
        soon.execute(() -> settleGathered(tenantId));
    }

    private void settleGathered(UUID tenantId) {
        List<Attempted> next = next(tenantId);
        if (!next.isEmpty()) {
            settle(tenantId, next);
        }
    }

    private void settle(UUID tenantId, List<Attempted> batch) {
        settle.apply(tenantId, batch).subscribe().with(settled -> {
            done.accept(batch.size());
            settleGathered(tenantId);
        });
    }

    private List<Attempted> next(UUID tenantId) {
        synchronized (waiting) {
            List<Attempted> gathered = waiting.getOrDefault(tenantId, List.of());
            if (gathered.isEmpty()) {
                waiting.remove(tenantId);
                return List.of();
            }
            List<Attempted> some = List.copyOf(gathered.subList(0, Math.min(LARGEST, gathered.size())));
            waiting.put(tenantId, new ArrayList<>(gathered.subList(some.size(), gathered.size())));
            return some;
        }
    }
}
