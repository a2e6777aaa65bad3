package dev.spectrum.agent.tenants.domain;

import java.util.UUID;

/**
 * One customer company: the unit of isolation and budget.
 *
 * @param slug its short name, also the alias of its Organization at the identity provider; never changes
 * @param ownerEmail of its first owner; who owns it now, the identity provider knows
 * @param version counts changes, from 0
 */
public record Tenant(
        UUID id,
        String slug,
        String name,
        String ownerEmail,
        Plan plan,
        TenantSettings settings,
        CompanyProfile company,
        long version) {

    /** One that has just subscribed. */
    public static Tenant starting(UUID id, String slug, String name, String ownerEmail, Tier tier) {
        return new Tenant(
                id,
                slug,
                name,
                ownerEmail,
                Plan.startingWith(tier),
                TenantSettings.STANDARD,
                CompanyProfile.named(name),
                0);
    }

    public Tenant with(CompanyProfile changed) {
        return new Tenant(id, slug, name, ownerEmail, plan, settings, changed, version);
    }

    public Tenant with(String newName, Plan newPlan, TenantSettings newSettings) {
        return new Tenant(id, slug, newName, ownerEmail, newPlan, newSettings, company, version);
    }
}
