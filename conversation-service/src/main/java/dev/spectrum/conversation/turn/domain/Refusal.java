package dev.spectrum.conversation.turn.domain;

/** Why a turn does not begin; nothing was written. */
public enum Refusal {
    UNKNOWN_AGENT,
    DISABLED_AGENT,
    /** There is none with this id, or it is another tenant's or another user's, which looks the same. */
    UNKNOWN_CONVERSATION,
    /** The conversation is with another agent. */
    OTHER_AGENT,
    /** The conversation has no such message. */
    UNKNOWN_PARENT,
    /** Not all of the files that were to come with the message are there for the user, or for this conversation. */
    UNKNOWN_ATTACHMENT,
    /** The agent's model takes no pictures. */
    BLIND_MODEL,
    /** The client's id of the message was used for another request. */
    KEY_REUSED,
    /** There is no run with this id, or it is somebody else's, which looks the same. */
    UNKNOWN_RUN,
    /** The run's agent is disabled, or no more. */
    AGENT_GONE,
    /** The run waits for nobody. */
    NOT_WAITING,
    /** The run waits for other decisions than these. */
    UNDECIDED
}
