package dev.spectrum.outreach.senders.db;

import dev.spectrum.outreach.senders.LimitPool;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Pace;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.senders.domain.WarmUp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
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

    String pool;

    @Column(name = "pace_from")
    int paceFrom;

    @Column(name = "pace_to")
    int paceTo;

    @Nullable
    @Column(name = "warm_up_from")
    LocalDate warmUpFrom;

    @Nullable
    @Column(name = "warm_up_first")
    Integer warmUpFirst;

    @Nullable
    @Column(name = "warm_up_step")
    Integer warmUpStep;

    @Nullable
    @Column(name = "paused_at")
    Instant pausedAt;

    @Nullable
    @Column(name = "pause_code")
    String pauseCode;

    @Nullable
    @Column(name = "pause_reason")
    String pauseReason;

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
        pool = LimitPool.of(settings);
        paceFrom = settings.pace().fromSeconds();
        paceTo = settings.pace().toSeconds();
        warmUpFrom = settings.warmUp().map(WarmUp::from).orElse(null);
        warmUpFirst = settings.warmUp().map(WarmUp::first).orElse(null);
        warmUpStep = settings.warmUp().map(WarmUp::dailyIncrease).orElse(null);
    }

    void put(Pause pause) {
        pausedAt = pause.since();
        pauseCode = pause.code();
        pauseReason = pause.reason();
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
                        Optional.ofNullable(sendWindow),
                        new Pace(paceFrom, paceTo),
                        warmUp()),
                Optional.ofNullable(pausedAt)
                        .map(since -> new Pause(
                                Objects.requireNonNull(pauseCode), Objects.requireNonNull(pauseReason), since)),
                version);
    }

    private Optional<WarmUp> warmUp() {
        return warmUpFrom == null || warmUpFirst == null || warmUpStep == null
                ? Optional.empty()
                : Optional.of(new WarmUp(warmUpFrom, warmUpFirst, warmUpStep));
    }
}
