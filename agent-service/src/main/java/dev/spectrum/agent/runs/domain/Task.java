package dev.spectrum.agent.runs.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model call of a run.
 *
 * @param number from 1
 * @param messages what the model was told; null where it was not kept
 * @param output what it said, as far as it got; null where it said nothing or it was not kept
 * @param errorCode why it gave no answer, or none that was of use; null where it did
 */
public record Task(
        int number,
        RunStatus status,
        String model,
        @Nullable List<Message> messages,
        @Nullable String output,
        @Nullable String errorCode,
        Tokens tokens,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    /** @param role {@code system}, {@code user} or {@code assistant} */
    public record Message(String role, String content) {}
}
