package dev.spectrum.conversation.runs;

import dev.spectrum.platform.web.EventStream;

/**
 * One event of a run, as clients get it.
 *
 * @param data JSON of AG-UI, in one line
 */
public record RunEvent(EventId id, String data) {

    /** With its id, so that clients can go on from the last one they have. */
    public String asServerSent() {
        return EventStream.event(id.toString(), data);
    }
}
