package dev.spectrum.outreach.touches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.touches.SettleTouches.Attempted;
import dev.spectrum.outreach.touches.domain.Delivery;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutcomeBatchesTest {

    private static final UUID ACME = UUID.randomUUID();
    private static final UUID GLOBEX = UUID.randomUUID();

    private final List<Integer> sizes = new ArrayList<>();
    private final List<UniEmitter<? super Void>> underWay = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final OutcomeBatches batches = new OutcomeBatches(
            (tenant, attempted) -> {
                sizes.add(attempted.size());
                return Uni.createFrom().emitter(underWay::add);
            },
            done::addAndGet,
            Runnable::run);

    @Test
    void whatComesWhileABatchIsWrittenSharesTheNext() {
        for (int i = 0; i < 5; i++) {
            batches.add(ACME, outcome());
        }
        assertThat(sizes).containsExactly(1);
        underWay.getFirst().complete(null);
        assertThat(sizes).containsExactly(1, 4);
        underWay.getLast().complete(null);
        assertThat(done).hasValue(5);
        batches.add(ACME, outcome());
        assertThat(sizes).containsExactly(1, 4, 1);
    }

    @Test
    void whatComesTogetherSharesTheFirst() {
        List<Runnable> begun = new ArrayList<>();
        OutcomeBatches together = new OutcomeBatches(
                (tenant, attempted) -> {
                    sizes.add(attempted.size());
                    return Uni.createFrom().voidItem();
                },
                done::addAndGet,
                begun::add);
        for (int i = 0; i < 5; i++) {
            together.add(ACME, outcome());
        }
        begun.forEach(Runnable::run);
        assertThat(sizes).containsExactly(5);
        assertThat(done).hasValue(5);
    }

    @Test
    void tenantsDoNotWaitForEachOther() {
        batches.add(ACME, outcome());
        batches.add(GLOBEX, outcome());
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void aBatchIsNeverTooLargeForATransaction() {
        for (int i = 0; i < 1200; i++) {
            batches.add(ACME, outcome());
        }
        while (done.get() < 1200) {
            underWay.getLast().complete(null);
        }
        assertThat(sizes).containsExactly(1, 500, 500, 199);
    }

    private static Attempted outcome() {
        return new Attempted(UUID.randomUUID(), UUID.randomUUID(), new Delivery.Delivered());
    }
}
