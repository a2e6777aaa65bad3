package dev.spectrum.outreach.settings.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "outreach_settings")
class SettingsRow {

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "postal_address")
    String postalAddress;

    @Column(name = "permission_mode")
    String permissionMode;

    @Column(name = "channel_modes")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<Channel, PermissionMode> channelModes;

    @Column(name = "approval_hours")
    int approvalHours;

    @Nullable
    @Column(name = "tracking_domain")
    String trackingDomain;

    @Nullable
    @Column(name = "tracking_verified_at")
    Instant trackingVerifiedAt;

    @Version
    long version;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    void put(OutreachSettings settings) {
        postalAddress = settings.postalAddress();
        permissionMode = settings.permissionMode().name().toLowerCase(Locale.ROOT);
        channelModes = settings.channelModes();
        approvalHours = settings.approvalHours();
        trackingDomain = settings.trackingDomain().orElse(null);
        trackingVerifiedAt = settings.trackingVerifiedAt().orElse(null);
    }

    OutreachSettings toSettings() {
        return new OutreachSettings(
                postalAddress,
                PermissionMode.valueOf(permissionMode.toUpperCase(Locale.ROOT)),
                channelModes,
                approvalHours,
                Optional.ofNullable(trackingDomain),
                Optional.ofNullable(trackingVerifiedAt),
                version);
    }
}
