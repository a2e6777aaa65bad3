package dev.spectrum.platform.event;

/** A record that no retry makes readable: it goes to the dead letters at once, with this message as its reason. */
public class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreadableEvent(String reason) {
        super(reason);
    }
}
