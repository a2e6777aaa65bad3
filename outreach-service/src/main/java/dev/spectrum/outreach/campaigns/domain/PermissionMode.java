package dev.spectrum.outreach.campaigns.domain;

/** Who has the last word over a message. */
public enum PermissionMode {
    /** It is sent by itself. */
    AUTOPILOT,
    /** A person approves it. */
    CO_PILOT,
    /** A person sends it. */
    MANUAL
}
