package dev.spectrum.agent.members;

import java.util.UUID;

/**
 * Somebody who can sign in, or will once the invitation is taken up; with or without a tenant.
 *
 * @param id the {@code sub} of its tokens
 * @param name for people to read; blank until the account's owner says it
 */
public record Account(UUID id, String email, String name, State state) {

    /** Whether it can sign in. */
    public enum State {
        /** Has yet to set a password, for which they were mailed a link. */
        INVITED,
        ACTIVE,
        /** Locked at the identity provider. */
        DISABLED
    }
}
