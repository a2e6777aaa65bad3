package dev.spectrum.agent.members;

/** How somebody who was given a place gets in. */
public enum Invitation {
    /** By the link in a mail, where they set a password. */
    EMAIL_SENT,
    /** As before: they have an account and sign in with it. */
    NOT_NEEDED
}
