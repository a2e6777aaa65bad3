package dev.spectrum.gateway.reach.domain;

/** An address that is not to be called, with the reason in words for whoever gave it. */
public class NotATarget extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotATarget(String reason) {
        // No stack trace: it is an answer, not an accident.
        super(reason, null, false, false);
    }
}
