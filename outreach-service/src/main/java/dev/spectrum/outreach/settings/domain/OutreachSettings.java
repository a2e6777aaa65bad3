package dev.spectrum.outreach.settings.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant set for all of its outreach.
 *
 * @param postalAddress stands under every email; blank until it is set, and no email is launched without
 * @param permissionMode the least strict that a campaign of the tenant can be
 * @param channelModes the same for single channels
 * @param approvalHours for how long a message waits for a person
 * @param trackingDomain a host of the tenant's own that tracked links lead to; empty for the suite's
 * @param trackingVerifiedAt when its DNS was last seen to lead here; empty until then
 * @param version counts changes, from 0
 */
public record OutreachSettings(
        String postalAddress,
        PermissionMode permissionMode,
        Map<Channel, PermissionMode> channelModes,
        int approvalHours,
        Optional<String> trackingDomain,
        Optional<Instant> trackingVerifiedAt,
        long version) {

    /** Of a tenant that set nothing. */
    public static final OutreachSettings NONE =
            new OutreachSettings("", PermissionMode.AUTOPILOT, Map.of(), 72, Optional.empty(), Optional.empty(), 0);

    public OutreachSettings {
        channelModes = Map.copyOf(channelModes);
    }

    /** Of the tenant, the channel and the campaign, the strictest. */
    public PermissionMode mode(PermissionMode campaign, Channel channel) {
        return PermissionMode.strictest(
                permissionMode, channelModes.getOrDefault(channel, PermissionMode.AUTOPILOT), campaign);
    }

    public Instant approvalExpiry(Instant asked) {
        return asked.plus(Duration.ofHours(approvalHours));
    }

    /** The domain was seen to lead here; another that was set meanwhile was not. */
    public OutreachSettings verified(String domain, Instant now) {
        return new OutreachSettings(
                postalAddress,
                permissionMode,
                channelModes,
                approvalHours,
                trackingDomain,
                trackingDomain.filter(domain::equals).isPresent() ? Optional.of(now) : trackingVerifiedAt,
                version);
    }

    /** The tenant's own host, once it leads here. */
    public Optional<String> trackingHost() {
        return trackingVerifiedAt.isPresent() ? trackingDomain : Optional.empty();
    }
}
