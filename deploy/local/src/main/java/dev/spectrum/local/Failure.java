package dev.spectrum.local;

import java.io.Serial;

/** Something the person at the terminal can understand and mend; the message is all they are shown. */
final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }
}
