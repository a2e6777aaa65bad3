package dev.spectrum.agent.tenants;

/** What becomes of asking for a slug. */
public sealed interface SlugClaim {

    /** It is the current tenant's, until it is added or a minute has passed. */
    record Claimed() implements SlugClaim {}

    /** It is another tenant's. */
    record Taken() implements SlugClaim {}

    /** Another request makes a tenant of this slug. */
    record BeingMade(int secondsAtMost) implements SlugClaim {}
}
