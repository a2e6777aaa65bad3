package dev.spectrum.outreach.campaigns.db;

import dev.spectrum.outreach.campaigns.LeadFilterJson;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.Tracking;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "campaign")
class CampaignRow {

    /** A JSON column holds an object at its top. */
    record Steps(List<SequenceStep> items) {}

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;

    @Column(name = "permission_mode")
    String permissionMode;

    @JdbcTypeCode(SqlTypes.JSON)
    Steps sequence;

    @Column(name = "sender_ids")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<UUID> senderIds;

    @Column(name = "lead_filter")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> leadFilter;

    @Column(name = "track_opens")
    boolean trackOpens;

    @Column(name = "track_clicks")
    boolean trackClicks;

    String status;
    boolean planning;

    @Nullable
    @Column(name = "planned_through")
    UUID plannedThrough;

    @Column(name = "planned_touches")
    int plannedTouches;

    @Nullable
    @Column(name = "launched_at")
    Instant launchedAt;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    static CampaignRow of(Campaign campaign) {
        CampaignRow row = new CampaignRow();
        row.id = campaign.id();
        row.tenantId = campaign.tenantId();
        row.put(campaign.plan());
        row.put(campaign.status());
        return row;
    }

    void put(CampaignPlan plan) {
        name = plan.name();
        permissionMode = plan.permissionMode().name().toLowerCase(Locale.ROOT);
        sequence = new Steps(plan.sequence());
        senderIds = plan.senderIds();
        leadFilter = LeadFilterJson.write(plan.leadFilter());
        trackOpens = plan.tracking().opens();
        trackClicks = plan.tracking().clicks();
    }

    void put(CampaignStatus changed) {
        status = changed.name().toLowerCase(Locale.ROOT);
    }

    static CampaignStatus status(String column) {
        return CampaignStatus.valueOf(column.toUpperCase(Locale.ROOT));
    }

    Campaign toCampaign() {
        return new Campaign(
                tenantId,
                id,
                new CampaignPlan(
                        name,
                        PermissionMode.valueOf(permissionMode.toUpperCase(Locale.ROOT)),
                        sequence.items(),
                        senderIds,
                        LeadFilterJson.read(leadFilter),
                        new Tracking(trackOpens, trackClicks)),
                status(status),
                planning,
                Optional.ofNullable(plannedThrough),
                plannedTouches,
                Optional.ofNullable(launchedAt),
                version);
    }
}
