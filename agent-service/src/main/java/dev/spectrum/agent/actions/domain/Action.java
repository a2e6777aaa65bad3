package dev.spectrum.agent.actions.domain;

import java.util.UUID;

/** @param version counts changes, from 0 */
public record Action(UUID id, ActionDefinition definition, long version) {}
