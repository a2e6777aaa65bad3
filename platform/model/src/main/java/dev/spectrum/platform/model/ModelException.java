package dev.spectrum.platform.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model gave no answer. The message is for operators; people are shown {@link #refusal()}. */
public class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** How far the call had come. */
    enum Progress {
        /** The server was not reached, or refused by a status. */
        NOT_BEGUN,
        /** The request was sent, and nothing was heard of the answer. */
        BEGUN,
        /** Some of the answer was heard. */
        SPOKE
    }

    private final ModelRefusal refusal;
    private final Progress progress;
    private final @Nullable Duration again;
    private final String model;
    private final transient Usage usage;

    ModelException(ModelRefusal refusal, @Nullable String message, @Nullable Throwable cause) {
        this(refusal, message, cause, Progress.NOT_BEGUN, null);
    }

    /** @param again after how long the same server may do better; null where there is no use in asking it again */
    ModelException(
            ModelRefusal refusal,
            @Nullable String message,
            @Nullable Throwable cause,
            Progress progress,
            @Nullable Duration again) {
        this(refusal, message, cause, progress, again, "", Usage.NONE);
    }

    private ModelException(
            ModelRefusal refusal,
            @Nullable String message,
            @Nullable Throwable cause,
            Progress progress,
            @Nullable Duration again,
            String model,
            Usage usage) {
        super(message, cause);
        this.refusal = refusal;
        this.progress = progress;
        this.again = again;
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

    Progress progress() {
        return progress;
    }

    /** After how long the same model may be asked again; empty where there is no use in it, or something was heard already. */
    Optional<Duration> again() {
        return progress == Progress.SPOKE ? Optional.empty() : Optional.ofNullable(again);
    }

    /** Whether another model may be asked in its place: nothing of this one's answer was heard, and there is money left. */
    boolean leavesRoomForAnother() {
        return progress != Progress.SPOKE && refusal != ModelRefusal.BUDGET_EXHAUSTED;
    }

    ModelException ofCall(String askedModel, Usage used) {
        return new ModelException(refusal, getMessage(), getCause(), progress, again, askedModel, used);
    }

    ModelException costingAlso(Usage before) {
        return before.equals(Usage.NONE) ? this : ofCall(model, usage.plus(before));
    }

    /**
     * Another model was asked after this failure, and failed too. People are told of the first one, which is theirs, unless it was
     * the money that ended it, or the other one had begun to speak.
     */
    ModelException andThen(ModelException later) {
        boolean laterCounts = later.refusal == ModelRefusal.BUDGET_EXHAUSTED || later.progress == Progress.SPOKE;
        ModelException told = laterCounts ? later : ofCall(model, later.usage);
        told.addSuppressed(laterCounts ? this : later);
        return told;
    }
}
