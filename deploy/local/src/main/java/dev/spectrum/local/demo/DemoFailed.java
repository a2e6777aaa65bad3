package dev.spectrum.local.demo;

import java.io.Serial;

/** The demo can't go on; the message says where it stood and what came back. */
final class DemoFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DemoFailed(String message) {
        super(message);
    }
}
