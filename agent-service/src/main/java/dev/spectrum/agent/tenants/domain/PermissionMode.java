package dev.spectrum.agent.tenants.domain;

/** How much is done without a person. */
public enum PermissionMode {
    /** Sends by itself. */
    AUTOPILOT,
    /** A person approves. */
    CO_PILOT,
    /** A person sends. */
    MANUAL
}
