package dev.spectrum.agent.tenants.domain;

import java.util.UUID;

/**
 * One customer company: the unit of isolation and budget.
 *
 * @param slug its short name, also the alias of its Organization at the identity provider
 * @param dailyLimitMicroUsd what it may spend on models in a day (UTC), in millionths of a US dollar
 * @param version counts changes, from 0
 */
public record Tenant(
        UUID id,
        String slug,
        String name,
        String ownerEmail,
        Tier tier,
        long dailyLimitMicroUsd,
        CompanyProfile company,
        long version) {}
