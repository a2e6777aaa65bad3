package dev.spectrum.local;

import java.io.Serial;

/** Something the person at the terminal can understand and mend; the message is all they are shown. */
final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    Failure(String message) {
        this(message, 1);
    }

    private Failure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was typed names nothing that there is, or more than one thing. */
    static Failure notUnderstood(String message) {
        return new Failure(message, 2);
    }

    /** What the program exits with. */
    int exitCode() {
        return exitCode;
    }
}
