package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The upstreams of the tenant that the current transaction is for. */
public interface Upstreams {

    /** How the last refresh went. @param failure blank if it succeeded */
    record Refreshed(@Nullable Instant at, String failure) {}

    /** The oldest first. */
    Uni<List<Upstream>> list(Optional<UUID> after, int limit);

    Uni<Optional<Upstream>> find(UUID id);

    /** The same, and nobody else changes it or its tools until the transaction ends. */
    Uni<Optional<Upstream>> lock(UUID id);

    Uni<Boolean> hasPrefix(String prefix);

    /** It is due to be refreshed at once. */
    Uni<Upstream> add(UUID tenantId, UpstreamDefinition definition, boolean acceptDefinitions, String createdBy);

    Uni<Upstream> change(UUID id, UpstreamDefinition definition);

    Uni<Void> delete(UUID id);

    /** In the order of their names. */
    Uni<List<PinnedTool>> tools(UUID upstreamId);

    /** Those of all of the tenant's upstreams that can be called. */
    Uni<Map<Upstream, List<PinnedTool>>> inForce();

    /** Keeps them as they are now. @param decidedBy who accepted or rejected them, if somebody did */
    Uni<Void> keep(Upstream upstream, List<PinnedTool> tools, Optional<String> decidedBy);

    Uni<Refreshed> lastRefresh(UUID upstreamId);

    /** @param failure blank if it succeeded; then the time is noted too */
    Uni<Void> refreshed(UUID upstreamId, String failure, Duration nextIn);

    /** Tells every process that what the tenant's agents can call of all this is not what it was. */
    Uni<Void> catalogueChanged();
}
