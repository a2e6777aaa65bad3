package dev.spectrum.agent.runs.domain;

/** What a user started to get a run. */
public enum RunSource {
    PROMPT,
    ACTION,
    SHORTCUT,
    /** A message in a conversation, which another service answers. */
    TURN
}
