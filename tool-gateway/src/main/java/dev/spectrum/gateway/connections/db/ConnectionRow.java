package dev.spectrum.gateway.connections.db;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.StoredConnection;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.gateway.connections.vault.Sealed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "connection")
class ConnectionRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String connector;
    String name;

    @JdbcTypeCode(SqlTypes.JSON)
    ObjectNode settings;

    byte[] credentials;

    @Column(name = "key_id")
    long keyId;

    String status;

    @Column(name = "status_reason")
    String statusReason;

    @Nullable
    @Column(name = "tested_at")
    Instant testedAt;

    @Nullable
    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Nullable
    @Column(name = "expires_at")
    Instant expiresAt;

    long version;

    @Column(name = "edited_version")
    long editedVersion;

    @Column(name = "credentials_version")
    long credentialsVersion;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    void keep(Sealed sealed) {
        credentials = sealed.ciphertext();
        keyId = sealed.keyId();
    }

    void put(Status known, String reason) {
        status = known.name().toLowerCase(Locale.ROOT);
        statusReason = reason;
    }

    void edited() {
        changed();
        editedVersion = version;
    }

    void changed() {
        version++;
        updatedAt = now();
    }

    static Instant now() {
        return kept(Instant.now());
    }

    /** As PostgreSQL keeps it, so that what is answered now is what is read later. */
    static Instant kept(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    StoredConnection toStored() {
        return new StoredConnection(
                new Connection(tenantId, id, connector, name, settings.toString(), version),
                Status.valueOf(status.toUpperCase(Locale.ROOT)),
                statusReason,
                Optional.ofNullable(testedAt),
                Optional.ofNullable(lastUsedAt),
                Optional.ofNullable(expiresAt),
                editedVersion,
                credentialsVersion,
                createdAt,
                updatedAt);
    }
}
