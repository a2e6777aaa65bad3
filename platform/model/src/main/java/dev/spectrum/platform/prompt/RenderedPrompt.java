package dev.spectrum.platform.prompt;

import java.util.List;

/**
 * A populated prompt, and where its values came from.
 *
 * @param missing placeholders that no value was there for; they left nothing in the text
 */
public record RenderedPrompt(String text, List<PromptValue> variables, List<String> missing) {}
