package dev.spectrum.agent.agents.domain;

import java.util.Map;
import java.util.Optional;

/**
 * An agent as it stands in a file outside: by its role, without ids and version numbers.
 *
 * @param definition the latest
 * @param labels each with what the version says that it points at; empty where the file says nothing of labels
 */
public record AgentFile(Presence presence, AgentDefinition definition, Optional<Map<String, FiledLabel>> labels) {

    public record FiledLabel(boolean isProtected, AgentDefinition definition) {}

    public String role() {
        return presence.role();
    }

    /** With the labels of the agent that there is, where this says nothing of them. */
    public AgentFile orLabelsOf(AgentFile known) {
        return new AgentFile(presence, definition, labels.or(known::labels));
    }
}
