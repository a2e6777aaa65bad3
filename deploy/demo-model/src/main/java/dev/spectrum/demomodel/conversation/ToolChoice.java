package dev.spectrum.demomodel.conversation;

/** Whether tools may, must or must not be called. */
public sealed interface ToolChoice {

    record None() implements ToolChoice {}

    record Auto() implements ToolChoice {}

    /** Some tool, before the answer. */
    record Required() implements ToolChoice {}

    /** This tool, before the answer. */
    record Named(String tool) implements ToolChoice {}
}
