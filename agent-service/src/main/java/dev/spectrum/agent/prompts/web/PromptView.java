package dev.spectrum.agent.prompts.web;

import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import java.util.List;
import java.util.UUID;

/** A prompt as clients read it. */
record PromptView(
        UUID id,
        String name,
        String description,
        List<PromptMessage> messages,
        PromptBody.SettingsBody settings,
        List<PromptBody.VariableBody> variableDefaults,
        boolean builtIn,
        long version) {

    static PromptView of(Prompt prompt) {
        PromptDefinition definition = prompt.definition();
        return new PromptView(
                prompt.id(),
                definition.name(),
                definition.description(),
                definition.messages(),
                PromptBody.SettingsBody.of(definition.settings()),
                definition.variables().stream().map(PromptBody.VariableBody::of).toList(),
                prompt.builtIn(),
                prompt.version());
    }
}
