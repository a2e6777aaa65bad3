package dev.spectrum.conversation.runs;

import io.smallrye.mutiny.Multi;

/**
 * Server-sent events as an answer's entity. A resource that gave a {@code Multi} would have answered 200 before it knows
 * whether there is anything to stream.
 *
 * @param events as they are written, with the empty line that ends each
 */
public record EventStream(Multi<String> events) {

    /** With each event's id, so that clients can go on from the last one they have. */
    public static EventStream of(Multi<RunEvent> events) {
        return new EventStream(events.map(event -> "id: " + event.id() + "\ndata: " + event.data() + "\n\n"));
    }
}
