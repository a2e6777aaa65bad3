package dev.spectrum.platform.web;

import dev.spectrum.platform.db.DatabaseAway;
import dev.spectrum.platform.db.UnstorableText;
import io.quarkus.oidc.OIDCException;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** What a failure that nobody foresaw is to whoever asked. It is logged, and shows nothing of itself. */
public final class Unforeseen {

    private static final Logger LOG = Logger.getLogger(Unforeseen.class);

    private Unforeseen() {}

    /** @param path of the request */
    public static ProblemException problem(Throwable failure, String path) {
        if (DatabaseAway.isCauseOf(failure) || failure instanceof OIDCException) {
            LOG.warnf("What %s needs can't be reached: %s", path, failure);
            return unavailable();
        }
        if (UnstorableText.isCauseOf(failure)) {
            return ProblemException.invalid("", "It contains a character that can't be kept, such as U+0000.");
        }
        if (failure instanceof CancellationException) {
            LOG.debugf("Whoever asked at %s hung up", path);
            return unavailable();
        }
        LOG.errorf(failure, "Unforeseen failure at %s", path);
        return ProblemException.of(
                500, "internal", "Something went wrong", "It is our fault and was recorded. Trying again may help.");
    }

    private static ProblemException unavailable() {
        return ProblemException.of(
                        503,
                        "unavailable",
                        "Not available right now",
                        "Something that this needs can't be reached. Try again in a moment.")
                .retryAfter(2);
    }
}
