package dev.spectrum.agent.tenants.domain;

/** What a tenant has subscribed to. */
public enum Tier {
    IGNITION(5, 300),
    VELOCITY(25, 1_200),
    DOMINANCE(100, 6_000);

    private final long dailyLimitUsd;
    private final int requestsPerMinute;

    Tier(long dailyLimitUsd, int requestsPerMinute) {
        this.dailyLimitUsd = dailyLimitUsd;
        this.requestsPerMinute = requestsPerMinute;
    }

    /** The daily limit for models that a new tenant of this tier starts with, in millionths of a US dollar. */
    public long dailyLimitMicroUsd() {
        return dailyLimitUsd * 1_000_000;
    }

    /** How many requests a minute a new tenant of this tier may make. */
    public int requestsPerMinute() {
        return requestsPerMinute;
    }
}
