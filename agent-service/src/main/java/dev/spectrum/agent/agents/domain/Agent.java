package dev.spectrum.agent.agents.domain;

import java.util.UUID;

/**
 * An agent of a tenant.
 *
 * @param version counts changes, from 0
 */
public record Agent(UUID tenantId, UUID id, AgentDefinition definition, long version) {}
