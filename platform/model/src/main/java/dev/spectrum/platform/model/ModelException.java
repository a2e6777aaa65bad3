package dev.spectrum.platform.model;

import org.jspecify.annotations.Nullable;

/** A model gave no answer. The message is for operators; people are shown {@link #refusal()}. */
public class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ModelRefusal refusal;

    ModelException(ModelRefusal refusal, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public ModelRefusal refusal() {
        return refusal;
    }
}
