package dev.spectrum.conversation.runs;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** The events of runs where every replica can read them, for a while. They may be gone at any time. */
public interface RunStreams {

    /** Adds events that follow one another, in one write. False if they could not be written, and may be tried again. Never fails. */
    Uni<Boolean> append(RunKey run, List<RunEvent> events);

    /** The events after this one, oldest first; none where there are none or they can't be read. Never fails. */
    Uni<List<RunEvent>> after(RunKey run, EventId last);
}
