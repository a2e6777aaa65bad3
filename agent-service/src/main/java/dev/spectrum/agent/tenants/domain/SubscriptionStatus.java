package dev.spectrum.agent.tenants.domain;

/** How a tenant's subscription stands, in the words of payment providers. */
public enum SubscriptionStatus {
    /** Tries it out; how every tenant begins. */
    TRIALING,
    ACTIVE,
    /** A payment failed and is tried again. */
    PAST_DUE,
    CANCELED
}
