package dev.spectrum.gateway.upstreams.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.upstreams.domain.Pin;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "upstream_tool")
class UpstreamToolRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "upstream_id")
    UUID upstreamId;

    String tool;
    String name;

    @Nullable
    String pinned;

    @Nullable
    @Column(name = "pinned_hash")
    String pinnedHash;

    @Nullable
    String offered;

    @Nullable
    @Column(name = "offered_hash")
    String offeredHash;

    @Nullable
    @Column(name = "rejected_hash")
    String rejectedHash;

    boolean gone;
    String problem;

    @Nullable
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> tags;

    @Nullable
    @Column(name = "decided_by")
    String decidedBy;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    static UpstreamToolRow of(Upstream upstream, PinnedTool tool, Optional<String> decidedBy) {
        UpstreamToolRow row = new UpstreamToolRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = upstream.tenantId();
        row.upstreamId = upstream.id();
        row.tool = tool.tool();
        row.name = tool.name();
        row.put(tool, decidedBy);
        return row;
    }

    void put(PinnedTool now, Optional<String> itWasDecidedBy) {
        pinned = now.pinned().map(Pin::definition).orElse(null);
        pinnedHash = now.pinned().map(Pin::hash).orElse(null);
        offered = now.offered().map(Pin::definition).orElse(null);
        offeredHash = now.offered().map(Pin::hash).orElse(null);
        rejectedHash = now.rejectedHash().orElse(null);
        gone = now.gone();
        problem = now.problem();
        tags = now.tags().orElse(null);
        itWasDecidedBy.ifPresent(who -> {
            decidedBy = who;
            decidedAt = Instant.now();
        });
    }

    PinnedTool toTool() {
        return new PinnedTool(
                tool,
                name,
                pin(pinned, pinnedHash),
                pin(offered, offeredHash),
                Optional.ofNullable(rejectedHash),
                gone,
                problem,
                Optional.ofNullable(tags).map(List::copyOf));
    }

    private static Optional<Pin> pin(@Nullable String definition, @Nullable String hash) {
        return definition == null || hash == null ? Optional.empty() : Optional.of(new Pin(definition, hash));
    }
}
