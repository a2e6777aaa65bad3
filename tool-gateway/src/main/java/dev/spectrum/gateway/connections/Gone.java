package dev.spectrum.gateway.connections;

/** There is no such connection any more. */
public class Gone extends RuntimeException {

    private static final long serialVersionUID = 1;

    Gone() {
        super("The connection was deleted", null, false, false);
    }
}
