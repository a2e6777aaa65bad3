package dev.spectrum.outreach.settings.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.IDN;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings as clients write them. What they leave out gets its default: a PUT says the whole. */
record SettingsBody(
        @Nullable @Size(max = 500) String postalAddress,
        @Nullable PermissionMode permissionMode,
        @Nullable Map<Channel, PermissionMode> channelModes,
        @Nullable @Min(1) @Max(720) Integer approvalHours,
        @Nullable @Size(max = 253) String trackingDomain) {

    /** A tracking domain that stays is verified as it was. */
    OutreachSettings over(OutreachSettings before) {
        Optional<String> domain = Optional.ofNullable(trackingDomain)
                .filter(text -> !text.isBlank())
                .map(SettingsBody::host);
        return new OutreachSettings(
                Objects.requireNonNullElse(postalAddress, "").strip(),
                Objects.requireNonNullElse(permissionMode, PermissionMode.AUTOPILOT),
                Objects.requireNonNullElse(channelModes, Map.of()),
                Objects.requireNonNullElse(approvalHours, OutreachSettings.NONE.approvalHours()),
                domain,
                domain.equals(before.trackingDomain()) ? before.trackingVerifiedAt() : Optional.empty(),
                before.version());
    }

    private static String host(String text) {
        try {
            String ascii = IDN.toASCII(text.strip().toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
            if (ascii.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
                return ascii;
            }
        } catch (IllegalArgumentException noHost) {
            // Told below.
        }
        throw ProblemException.invalid("/tracking_domain", "Must be a host such as go.example.com.");
    }
}
