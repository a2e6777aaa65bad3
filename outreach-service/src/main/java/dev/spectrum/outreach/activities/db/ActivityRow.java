package dev.spectrum.outreach.activities.db;

import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "activity")
class ActivityRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String type;

    @Column(name = "lead_id")
    UUID leadId;

    @Nullable
    @Column(name = "campaign_id")
    UUID campaignId;

    @Nullable
    @Column(name = "touch_id")
    UUID touchId;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> details;

    @Column(name = "occurred_at")
    Instant occurredAt;

    static String column(ActivityType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    Activity toActivity() {
        return new Activity(
                id,
                ActivityType.valueOf(type.toUpperCase(Locale.ROOT)),
                leadId,
                campaignId,
                touchId,
                details,
                occurredAt);
    }
}
