package dev.spectrum.agent.members;

import java.util.Optional;
import java.util.UUID;

/**
 * What stands for a tenant at the identity provider.
 *
 * @param id the provider's own
 * @param slug its alias
 * @param tenantId empty if somebody made it for something else
 */
public record Organization(String id, String slug, Optional<UUID> tenantId) {}
