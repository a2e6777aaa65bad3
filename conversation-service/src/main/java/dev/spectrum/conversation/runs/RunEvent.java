package dev.spectrum.conversation.runs;

/**
 * One event of a run, as clients get it.
 *
 * @param data JSON of AG-UI, in one line
 */
public record RunEvent(EventId id, String data) {}
