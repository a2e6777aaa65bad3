package dev.spectrum.agent.prompts.domain;

/** @param content a {@link Template} */
public record PromptMessage(Speaker role, String content) {

    /** Who says it to the model, or is said to have said it. */
    public enum Speaker {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
