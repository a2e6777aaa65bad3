package dev.spectrum.gateway.connections.domain;

/** What is known of a connection's credentials. */
public enum Status {
    /** Nobody has tried them. */
    UNTESTED,
    /** The vendor accepted them the last time that it was asked. */
    WORKING,
    /** The vendor refuses them, or they have expired: somebody has to mend it. */
    FAILING
}
