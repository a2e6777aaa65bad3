package dev.spectrum.gateway.email.domain;

/** A part of a message is not what it should be. */
public class InvalidMail extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    InvalidMail(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** For whoever wrote it. */
    public String reason() {
        return reason;
    }
}
