package dev.spectrum.platform.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param positions what Kafka acknowledged, and may be deleted
 * @param failure why the rest stays, if any does
 */
record PublishedBatch(List<Long> positions, @Nullable Throwable failure) {

    static final PublishedBatch NOTHING = new PublishedBatch(List.of(), null);

    int countOrThrow() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        return positions.size();
    }
}
