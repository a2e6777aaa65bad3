package dev.spectrum.platform.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param events what Kafka acknowledged, and may be deleted
 * @param failure why the rest stays, if any does
 */
record PublishedBatch(List<OutboxRecord> events, @Nullable Throwable failure) {

    int countOrThrow() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        return events.size();
    }
}
