package dev.spectrum.gateway.reach;

/** A request that got no answer. */
public class OutboundFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is known of it. */
    public enum Kind {
        /** The request is not one to send, most often because of its address; nothing was sent. */
        BLOCKED,
        /** There was no connection; nothing was sent, and it may be tried again. */
        NOT_SENT,
        /** It was sent, and answered by a redirect that is not one to follow; it would be so again. */
        MISLED,
        /** It was sent, or some of it: the other side may have acted. */
        MAYBE_SENT
    }

    private final Kind kind;

    /** @param message in words that may be shown to a tenant: no addresses of ours */
    public OutboundFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
