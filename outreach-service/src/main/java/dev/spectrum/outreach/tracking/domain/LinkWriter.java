package dev.spectrum.outreach.tracking.domain;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the links of one message.
 *
 * @param link what stands in the message instead of a link; the link itself where it is not tracked
 * @param picture the address of the picture that tells of opens; empty where these are not tracked
 */
public record LinkWriter(UnaryOperator<String> link, Optional<String> picture) {

    /** Writes links as they are, and no picture. */
    public static final LinkWriter NONE = new LinkWriter(link -> link, Optional.empty());
}
