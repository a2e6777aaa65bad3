package dev.spectrum.agent.agents.domain;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An agent of a tenant.
 *
 * @param definition the latest that was saved
 * @param version the number of the latest definition, from 0
 * @param labels by name
 * @param revision counts changes of any kind, from 0
 */
public record Agent(
        UUID tenantId,
        UUID id,
        Presence presence,
        AgentDefinition definition,
        long version,
        Map<String, Label> labels,
        long revision) {

    public Agent {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public static Agent first(UUID tenantId, UUID id, Presence presence, AgentDefinition definition) {
        return new Agent(tenantId, id, presence, definition, 0, Map.of(), 0);
    }

    public String role() {
        return presence.role();
    }

    /** The version that the channels run: the one with the label {@code production}, or else the latest. */
    public long servedVersion() {
        return label(Label.PRODUCTION).map(Label::version).orElse(version);
    }

    public Optional<Label> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    /** Whether it takes an admin to move this label, which the agent may not have yet. */
    public boolean isProtected(String name) {
        return label(name).map(Label::isProtected).orElse(Label.isProtectedByDefault(name));
    }

    public Agent with(Presence changed) {
        return new Agent(tenantId, id, changed, definition, version, labels, revision);
    }

    /** With a definition that was saved after the latest one. */
    public Agent withNext(AgentDefinition saved) {
        return new Agent(tenantId, id, presence, saved, version + 1, labels, revision);
    }

    public Agent with(Map<String, Label> changed) {
        return new Agent(tenantId, id, presence, definition, version, changed, revision);
    }

    public Agent with(String name, Label label) {
        Map<String, Label> changed = new TreeMap<>(labels);
        changed.put(name, label);
        return with(changed);
    }

    public Agent without(String name) {
        Map<String, Label> changed = new TreeMap<>(labels);
        changed.remove(name);
        return with(changed);
    }
}
