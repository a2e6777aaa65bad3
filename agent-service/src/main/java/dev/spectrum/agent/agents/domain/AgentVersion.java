package dev.spectrum.agent.agents.domain;

import java.time.Instant;

/** A definition as it was saved. */
public record AgentVersion(long version, AgentDefinition definition, Author savedBy, Instant savedAt) {}
