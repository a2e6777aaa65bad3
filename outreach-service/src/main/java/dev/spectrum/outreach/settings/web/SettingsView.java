package dev.spectrum.outreach.settings.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings as clients read them. */
@Schema
record SettingsView(
        String postalAddress,
        PermissionMode permissionMode,
        Map<Channel, PermissionMode> channelModes,
        int approvalHours,
        @Nullable String trackingDomain,
        @Nullable Instant trackingVerifiedAt,
        long version) {

    static SettingsView of(OutreachSettings settings) {
        return new SettingsView(
                settings.postalAddress(),
                settings.permissionMode(),
                settings.channelModes(),
                settings.approvalHours(),
                settings.trackingDomain().orElse(null),
                settings.trackingVerifiedAt().orElse(null),
                settings.version());
    }
}
