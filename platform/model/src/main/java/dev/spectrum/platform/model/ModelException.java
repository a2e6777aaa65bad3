package dev.spectrum.platform.model;

import org.jspecify.annotations.Nullable;

/** A model gave no answer. The message is for operators; people are shown {@link #refusal()}. */
public class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ModelRefusal refusal;
    private final String model;
    private final transient Usage usage;

    ModelException(ModelRefusal refusal, @Nullable String message, @Nullable Throwable cause) {
        this(refusal, message, cause, "", Usage.NONE);
    }

    private ModelException(
            ModelRefusal refusal, @Nullable String message, @Nullable Throwable cause, String model, Usage usage) {
        super(message, cause);
        this.refusal = refusal;
        this.model = model;
        this.usage = usage;
    }

    public ModelRefusal refusal() {
        return refusal;
    }

    /** The name of the model that was asked; empty if none was. */
    public String model() {
        return model;
    }

    /** What the call costs all the same; its tokens are unknown where it was given up, because it may have worked to the end. */
    public Usage usage() {
        return usage;
    }

    ModelException ofCall(String askedModel, Usage used) {
        return new ModelException(refusal, getMessage(), getCause(), askedModel, used);
    }
}
