package dev.spectrum.agent.tenants.web;

import static java.util.Objects.requireNonNullElse;

import dev.spectrum.agent.tenants.domain.PermissionMode;
import dev.spectrum.agent.tenants.domain.Plan;
import dev.spectrum.agent.tenants.domain.SubscriptionStatus;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.TenantSettings;
import dev.spectrum.agent.tenants.domain.Tier;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a tenant. What a merge patch removes (null) gets what a new tenant of the tier starts with, where
 * there is such a thing.
 */
record TenantFields(
        @NotBlank @Size(max = 200) String name,
        @NotNull Tier tier,
        @NotNull SubscriptionStatus subscriptionStatus,
        @Nullable @Min(0) Long credits,

        @Nullable @DecimalMin("0") @Digits(integer = 9, fraction = 6)
        BigDecimal dailyLimitUsd,

        @Nullable @Min(1) @Max(100_000) Integer requestsPerMinute,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> allowedModels,
        @Nullable PermissionMode defaultPermissionMode,
        @Nullable @TimeZone String timeZone,
        @Nullable @Min(1) @Max(3650) Integer runRetentionDays,
        @Nullable Boolean redactRunContent) {

    /** 1.0E-6 is 0.000001, and 5.0000000 is 5: an amount has the digits that it needs, however it was written. */
    TenantFields {
        dailyLimitUsd = dailyLimitUsd == null ? null : dailyLimitUsd.stripTrailingZeros();
    }

    /** What only the platform decides: what was paid for, and what may be used for it. */
    static final Set<String> OF_THE_PLATFORM = Set.of(
            "tier", "subscription_status", "credits", "daily_limit_usd", "requests_per_minute", "allowed_models");

    /** What a tenant's owner decides as well. */
    static final Set<String> OF_THE_OWNER =
            Set.of("name", "default_permission_mode", "time_zone", "run_retention_days", "redact_run_content");

    static TenantFields of(Tenant tenant) {
        Plan plan = tenant.plan();
        TenantSettings settings = tenant.settings();
        return new TenantFields(
                tenant.name(),
                plan.tier(),
                plan.status(),
                plan.credits(),
                BigDecimal.valueOf(plan.dailyLimitMicroUsd(), 6),
                plan.requestsPerMinute(),
                plan.allowedModels(),
                settings.defaultPermissionMode(),
                settings.timeZone().getId(),
                settings.runRetentionDays(),
                settings.redactRunContent());
    }

    /** The tenant with these fields; to be called when they are valid. */
    Tenant appliedTo(Tenant tenant) {
        Plan start = Plan.startingWith(tier);
        TenantSettings standard = TenantSettings.STANDARD;
        return tenant.with(
                name,
                new Plan(
                        tier,
                        subscriptionStatus,
                        requireNonNullElse(credits, start.credits()),
                        dailyLimitUsd == null
                                ? start.dailyLimitMicroUsd()
                                : dailyLimitUsd.movePointRight(6).longValueExact(),
                        requireNonNullElse(requestsPerMinute, start.requestsPerMinute()),
                        requireNonNullElse(allowedModels, start.allowedModels())),
                new TenantSettings(
                        requireNonNullElse(defaultPermissionMode, standard.defaultPermissionMode()),
                        timeZone == null ? standard.timeZone() : ZoneId.of(timeZone),
                        requireNonNullElse(runRetentionDays, standard.runRetentionDays()),
                        requireNonNullElse(redactRunContent, standard.redactRunContent())));
    }
}
