package dev.spectrum.agent.tenants.domain;

/** What a tenant has subscribed to. */
public enum Tier {
    IGNITION(5),
    VELOCITY(25),
    DOMINANCE(100);

    private final long dailyLimitUsd;

    Tier(long dailyLimitUsd) {
        this.dailyLimitUsd = dailyLimitUsd;
    }

    /** The daily limit for models that a new tenant of this tier starts with, in millionths of a US dollar. */
    public long dailyLimitMicroUsd() {
        return dailyLimitUsd * 1_000_000;
    }
}
