package dev.spectrum.platform.model;

/** What a model says while it answers. */
public sealed interface ModelEvent {

    /** The next piece of the text; never empty. */
    record Delta(String text) implements ModelEvent {}

    /** The whole answer, once and last. */
    record Done(ModelAnswer answer) implements ModelEvent {}

    /** The same, where something was spent before. */
    default ModelEvent costingAlso(Usage before) {
        return this instanceof Done(ModelAnswer answer) ? new Done(answer.costingAlso(before)) : this;
    }
}
