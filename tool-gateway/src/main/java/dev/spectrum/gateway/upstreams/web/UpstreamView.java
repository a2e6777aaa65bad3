package dev.spectrum.gateway.upstreams.web;

import dev.spectrum.gateway.upstreams.UpstreamState;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as it is shown.
 *
 * @param refreshedAt when it last gave its definitions; null if it never did
 * @param failure why it did not when it was last asked; null if it did
 * @param tools how many of its tools are in force
 * @param pendingChanges how many definitions wait to be accepted or rejected
 */
record UpstreamView(
        UUID id,
        String name,
        String transport,
        @Nullable String url,
        @Nullable String command,
        String prefix,
        List<String> tags,
        @Nullable UUID connectionId,
        int timeoutSeconds,
        @Nullable Instant refreshedAt,
        @Nullable String failure,
        long tools,
        long pendingChanges,
        Instant createdAt,
        Instant updatedAt) {

    static UpstreamView of(UpstreamState state) {
        Upstream upstream = state.upstream();
        UpstreamDefinition definition = upstream.definition();
        return new UpstreamView(
                upstream.id(),
                definition.name(),
                definition.transport() instanceof Transport.Stdio ? "stdio" : "streamable_http",
                definition.transport() instanceof Transport.StreamableHttp(URI url) ? url.toString() : null,
                definition.transport() instanceof Transport.Stdio(String command) ? command : null,
                definition.prefix(),
                definition.tags(),
                definition.connectionId().orElse(null),
                definition.timeoutSeconds(),
                state.refreshed().at(),
                state.refreshed().failure().isEmpty() ? null : state.refreshed().failure(),
                state.tools().stream().filter(PinnedTool::isInForce).count(),
                state.tools().stream()
                        .filter(tool -> tool.pending().isPresent())
                        .count(),
                upstream.createdAt(),
                upstream.updatedAt());
    }
}
