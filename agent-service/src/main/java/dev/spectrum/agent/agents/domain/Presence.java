package dev.spectrum.agent.agents.domain;

/**
 * How an agent stands among the others of its tenant. It is the agent's own and no part of a version: it holds at once,
 * whichever version is served.
 *
 * @param role unique within the tenant; how everything else names the agent
 * @param position the order in which people see agents, ascending; those of one position by name
 * @param enabled whether it may be talked to
 */
public record Presence(String role, int position, boolean enabled) {

    public Presence at(int newPosition) {
        return new Presence(role, newPosition, enabled);
    }
}
