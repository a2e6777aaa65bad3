package dev.spectrum.agent.actions.web;

import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.domain.Scope;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An action as clients read it. */
record ActionView(
        UUID id,
        String name,
        UUID promptId,
        Map<String, UUID> brokerMappings,
        Map<String, Object> hardcodedValues,
        List<Scope> contextScopes,
        ActionDefinition.ExecutionConfig executionConfig,
        long version) {

    static ActionView of(Action action) {
        ActionDefinition definition = action.definition();
        return new ActionView(
                action.id(),
                definition.name(),
                definition.promptId(),
                definition.brokerMappings(),
                definition.hardcodedValues(),
                definition.contextScopes(),
                definition.executionConfig(),
                action.version());
    }
}
