package dev.spectrum.conversation.history.domain;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Which agent answered.
 *
 * @param version of its saved definition; empty where no turn that tells is kept any more
 */
public record Answerer(UUID agentId, String agentRole, OptionalLong version) {}
