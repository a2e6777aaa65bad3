package dev.spectrum.gateway.connections.domain;

import java.util.UUID;

/**
 * A tenant's access to one vendor, without its secrets.
 *
 * @param connector the name of the connector that knows how to talk to the vendor
 * @param name how the tenant calls it, unique among its connections
 * @param settings a JSON object, what the connector's settings schema says; no secrets
 * @param version counts its changes, those of its credentials too
 */
public record Connection(UUID tenantId, UUID id, String connector, String name, String settings, long version) {}
