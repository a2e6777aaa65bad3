package dev.spectrum.conversation.agents.domain;

import java.util.UUID;

/**
 * A tenant, as agent-service last told.
 *
 * @param dailyLimitMicroUsd what it may spend on models in a day (UTC), in millionths of a US dollar
 * @param version counts changes, from 0
 */
public record Tenant(UUID id, Company company, long dailyLimitMicroUsd, long version, boolean deleted) {

    /** What agents are told of the company; blank where it is not known. */
    public record Company(String name, String industry, String stage) {}
}
