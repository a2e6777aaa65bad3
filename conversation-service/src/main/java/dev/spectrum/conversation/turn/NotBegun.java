package dev.spectrum.conversation.turn;

/** What keeps a turn from beginning was found after some of it was written: rolls that back. */
final class NotBegun extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Beginning found;

    NotBegun(Beginning found) {
        super("the turn can't begin", null, false, false);
        this.found = found;
    }

    Beginning found() {
        return found;
    }
}
