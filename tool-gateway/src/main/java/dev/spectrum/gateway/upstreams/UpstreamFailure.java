package dev.spectrum.gateway.upstreams;

/** An upstream did not do what it was asked for. */
public class UpstreamFailure extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_MESSAGE = 1000;

    /** What is known of it. */
    public enum Kind {
        /** It was not reached; nothing was done. */
        UNREACHED,
        /** It can't just now and says so; nothing was done. */
        BUSY,
        /** It refused; nothing was done. */
        REFUSED,
        /** It was asked and gave no answer that can be understood: it may have acted. */
        UNKNOWN
    }

    private final Kind kind;

    /** @param message in words for the tenant: what the upstream says is cut */
    public UpstreamFailure(Kind kind, String message) {
        super(
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + " …",
                null,
                false,
                false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** In words for the tenant. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
