package dev.spectrum.agent.actions.domain;

import dev.spectrum.agent.brokers.domain.Scope;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A prompt in its context.
 *
 * @param brokerMappings for a variable, the broker that gives its value
 * @param hardcodedValues for a variable, its value, which brokers don't change
 * @param contextScopes where brokers' values are looked for, and nowhere else
 * @param executionConfig what a client that offers the action is to do
 */
public record ActionDefinition(
        String name,
        UUID promptId,
        Map<String, UUID> brokerMappings,
        Map<String, Object> hardcodedValues,
        List<Scope> contextScopes,
        ExecutionConfig executionConfig) {

    /**
     * Kept for clients; the service runs an action when it is told to, whatever these say.
     *
     * @param autoRun to run it at once, rather than to ask first
     * @param showVariables to show the values that went in
     * @param applyVariables to offer the values for changing before it runs
     */
    public record ExecutionConfig(boolean autoRun, boolean showVariables, boolean applyVariables) {}
}
