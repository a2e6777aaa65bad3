package dev.spectrum.agent.tenants.domain;

import java.util.List;

/**
 * What a tenant has subscribed to, and what it may therefore use. The platform's to decide.
 *
 * @param credits what is left of what it paid for
 * @param dailyLimitMicroUsd what it may spend on models in a day (UTC), in millionths of a US dollar
 * @param requestsPerMinute how many requests it may make
 * @param allowedModels the models that its prompts may name; empty: every one. The suite's default is everybody's
 */
public record Plan(
        Tier tier,
        SubscriptionStatus status,
        long credits,
        long dailyLimitMicroUsd,
        int requestsPerMinute,
        List<String> allowedModels) {

    /** What a new tenant of this tier starts with. */
    public static Plan startingWith(Tier tier) {
        return new Plan(
                tier, SubscriptionStatus.TRIALING, 0, tier.dailyLimitMicroUsd(), tier.requestsPerMinute(), List.of());
    }
}
