package dev.spectrum.agent.prompts.domain;

import java.util.UUID;

/**
 * A prompt as a tenant sees it.
 *
 * @param version counts changes, from 0
 * @param builtIn whether it is the suite's own, which this tenant has not changed
 */
public record Prompt(UUID id, PromptDefinition definition, long version, boolean builtIn) {}
