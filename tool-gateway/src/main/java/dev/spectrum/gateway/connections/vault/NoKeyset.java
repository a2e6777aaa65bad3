package dev.spectrum.gateway.connections.vault;

/** This installation has no key to keep credentials with, or can't read it. */
public class NoKeyset extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoKeyset() {
        super("No keyset: credentials can't be kept or read", null, false, false);
    }
}
