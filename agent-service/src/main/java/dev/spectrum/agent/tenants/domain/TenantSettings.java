package dev.spectrum.agent.tenants.domain;

import java.time.ZoneId;

/**
 * What a tenant decides itself.
 *
 * @param defaultPermissionMode of what is made without saying one, such as a campaign
 * @param timeZone where its days begin for people; budgets are of days in UTC
 * @param runRetentionDays for how long what was run is kept, 1 to 3650
 * @param redactRunContent whether runs are kept without what went into and came out of the model
 */
public record TenantSettings(
        PermissionMode defaultPermissionMode, ZoneId timeZone, int runRetentionDays, boolean redactRunContent) {

    /** What a new tenant starts with. */
    public static final TenantSettings STANDARD =
            new TenantSettings(PermissionMode.CO_PILOT, ZoneId.of("UTC"), 90, false);
}
