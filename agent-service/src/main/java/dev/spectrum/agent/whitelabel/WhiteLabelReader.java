package dev.spectrum.agent.whitelabel;

import io.smallrye.mutiny.Uni;

/** A feature that tells of the white label with its own things, and tells of them again when it has changed. */
public interface WhiteLabelReader {

    /** In the transaction of the change. */
    Uni<Void> changed();
}
