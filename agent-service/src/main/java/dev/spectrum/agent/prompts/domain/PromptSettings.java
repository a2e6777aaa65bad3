package dev.spectrum.agent.prompts.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the model is asked.
 *
 * @param model blank for the suite's default
 * @param temperature 0 to 2
 * @param maxTokens how long the answer may be
 * @param responseSchema the JSON Schema that the answer has to follow; null for text
 */
public record PromptSettings(
        String model,
        double temperature,
        int maxTokens,
        @Nullable Map<String, Object> responseSchema) {}
