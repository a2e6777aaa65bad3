package dev.spectrum.platform.model;

/** Why a model's answer ended. */
public enum FinishReason {
    /** It had said all. */
    STOP,
    /** It had no room for more: the text is cut. */
    LENGTH,
    /** It wants tools called first. */
    TOOL_CALLS,
    /** Its server kept the rest back. */
    CONTENT_FILTER
}
