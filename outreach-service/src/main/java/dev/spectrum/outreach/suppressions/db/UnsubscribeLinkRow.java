package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "unsubscribe_link")
class UnsubscribeLinkRow {

    @Id
    String token;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "touch_id")
    UUID touchId;

    @Column(name = "lead_id")
    UUID leadId;

    String channel;
    String address;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    static UnsubscribeLinkRow of(UnsubscribeLink link) {
        UnsubscribeLinkRow row = new UnsubscribeLinkRow();
        row.token = link.token();
        row.tenantId = link.tenantId();
        row.touchId = link.touchId();
        row.leadId = link.leadId();
        row.channel = link.channel().word();
        row.address = link.address();
        return row;
    }

    UnsubscribeLink toLink() {
        return new UnsubscribeLink(
                tenantId, token, touchId, leadId, Channel.valueOf(channel.toUpperCase(Locale.ROOT)), address);
    }
}
