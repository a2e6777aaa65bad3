package dev.spectrum.gateway.upstreams.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be said of an upstream.
 *
 * @param name for people
 * @param prefix of its tools' names, unique among the tenant's upstreams, never changed: lower case, without underscores
 * @param tags the data sources that its tools belong to, unless a tool has its own
 * @param connectionId the connection whose credentials it is shown
 * @param timeoutSeconds how long a call may take
 */
public record UpstreamDefinition(
        String name,
        Transport transport,
        String prefix,
        List<String> tags,
        Optional<UUID> connectionId,
        int timeoutSeconds) {}
