package dev.spectrum.gateway.upstreams.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An MCP server of somebody else's, as a tenant added it.
 *
 * @param acceptDefinitions whether the first definitions that it gives are accepted unseen
 * @param createdBy the {@code sub} of who added it
 * @param version counts the changes of its definition
 */
public record Upstream(
        UUID tenantId,
        UUID id,
        UpstreamDefinition definition,
        boolean acceptDefinitions,
        String createdBy,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
