package dev.spectrum.gateway.connections.vault;

/** These credentials can't be decrypted: their key is gone, or they are another connection's. */
public class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unreadable() {
        super("The credentials can't be decrypted", null, false, false);
    }
}
