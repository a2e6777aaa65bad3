package dev.spectrum.conversation.turn.domain;

import java.util.Map;

/** What a person says to a call that an agent wants to make. */
public sealed interface Decision {

    record Approve() implements Decision {}

    /** @param arguments those to call it with instead */
    record Edit(Map<String, Object> arguments) implements Decision {}

    /** @param comment for the model; may be empty */
    record Reject(String comment) implements Decision {}
}
