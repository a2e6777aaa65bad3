package dev.spectrum.platform.outbox;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param events what Kafka acknowledged, and may be deleted
 * @param failure why the rest stays, if any does
 */
record PublishedBatch(List<OutboxRecord> events, @Nullable Throwable failure) {

    static PublishedBatch of(List<PublishedBatch> parts) {
        return new PublishedBatch(
                parts.stream().flatMap(part -> part.events.stream()).toList(),
                parts.stream()
                        .map(PublishedBatch::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    int countOrThrow() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        return events.size();
    }
}
