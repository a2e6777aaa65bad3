package dev.spectrum.gateway.email;

import dev.spectrum.gateway.email.domain.OutgoingMail;
import io.smallrye.mutiny.Uni;

/** Whoever delivers mail. */
public interface MailTransport {

    /**
     * Hands a message over. Fails with {@link NotSent} where it is certain that it did not leave; any other failure leaves
     * that open.
     */
    Uni<Void> send(OutgoingMail mail);

    /** The message did not leave. */
    abstract sealed class NotSent extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotSent(String message) {
            super(message, null, false, false);
        }
    }

    /** The mail server could not be reached. */
    final class ServerAway extends NotSent {

        private static final long serialVersionUID = 1;

        public ServerAway() {
            super("unreachable");
        }
    }

    /** The mail server said no. */
    final class Refused extends NotSent {

        private static final long serialVersionUID = 1;

        private final String reason;
        private final boolean forNow;

        /**
         * @param reply the server's
         * @param forNow whether it may take the same message later
         */
        public Refused(String reply, boolean forNow) {
            super("refused: " + reply);
            this.reason = "The mail server refused the message: " + reply;
            this.forNow = forNow;
        }

        public String reason() {
            return reason;
        }

        public boolean isForNow() {
            return forNow;
        }
    }
}
