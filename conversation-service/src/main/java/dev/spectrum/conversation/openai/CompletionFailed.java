package dev.spectrum.conversation.openai;

import dev.spectrum.conversation.turn.domain.Failure;

/** A completion has no answer, or none to its end. */
public class CompletionFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Failure failure;

    CompletionFailed(Failure failure) {
        super(failure.sentence(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
