package dev.spectrum.gateway.upstreams.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "upstream")
class UpstreamRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;

    @Nullable
    String url;

    @Nullable
    String command;

    String prefix;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> tags;

    @Nullable
    @Column(name = "connection_id")
    UUID connectionId;

    @Column(name = "timeout_seconds")
    int timeoutSeconds;

    @Column(name = "accept_definitions")
    boolean acceptDefinitions;

    @Column(name = "created_by")
    String createdBy;

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

    static UpstreamRow of(UUID tenantId, UpstreamDefinition definition, boolean acceptDefinitions, String createdBy) {
        UpstreamRow row = new UpstreamRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = tenantId;
        row.acceptDefinitions = acceptDefinitions;
        row.createdBy = createdBy;
        row.put(definition);
        return row;
    }

    void put(UpstreamDefinition definition) {
        name = definition.name();
        url = definition.transport() instanceof Transport.StreamableHttp(URI to) ? to.toString() : null;
        command = definition.transport() instanceof Transport.Stdio(String itsName) ? itsName : null;
        prefix = definition.prefix();
        tags = definition.tags();
        connectionId = definition.connectionId().orElse(null);
        timeoutSeconds = definition.timeoutSeconds();
    }

    Upstream toUpstream() {
        return new Upstream(
                tenantId,
                id,
                new UpstreamDefinition(
                        name,
                        url == null ? new Transport.Stdio(command) : new Transport.StreamableHttp(URI.create(url)),
                        prefix,
                        List.copyOf(tags),
                        Optional.ofNullable(connectionId),
                        timeoutSeconds),
                acceptDefinitions,
                createdBy,
                version,
                createdAt,
                updatedAt);
    }
}
