package dev.spectrum.outreach.senders.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sender")
class SenderRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String channel;
    String address;
    String name;

    @Nullable
    @Column(name = "connection_id")
    UUID connectionId;

    @Column(name = "daily_limit")
    int dailyLimit;

    @Nullable
    @Column(name = "send_window")
    @JdbcTypeCode(SqlTypes.JSON)
    SendWindow sendWindow;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    static SenderRow of(Sender sender) {
        SenderRow row = new SenderRow();
        row.id = sender.id();
        row.tenantId = sender.tenantId();
        row.put(sender.settings());
        return row;
    }

    void put(SenderSettings settings) {
        channel = settings.channel().word();
        address = settings.address();
        name = settings.name();
        connectionId = settings.connectionId().orElse(null);
        dailyLimit = settings.dailyLimit();
        sendWindow = settings.window().orElse(null);
    }

    Sender toSender() {
        return new Sender(
                tenantId,
                id,
                new SenderSettings(
                        Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                        address,
                        name,
                        Optional.ofNullable(connectionId),
                        dailyLimit,
                        Optional.ofNullable(sendWindow)),
                version);
    }
}
