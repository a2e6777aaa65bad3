package dev.spectrum.conversation.runs;

import io.smallrye.mutiny.Multi;

/**
 * Server-sent events as an answer's entity. A resource that gave a {@code Multi} would have answered 200 before it knows
 * whether there is anything to stream.
 */
public record EventStream(Multi<RunEvent> events) {}
