package dev.spectrum.gateway.permissions.domain;

/** On behalf of which agent a call is made. */
public sealed interface AgentChoice {

    /** The user or service itself, without an agent. */
    record None() implements AgentChoice {}

    record Chosen(Agent agent) implements AgentChoice {}

    /** One was named that there is not. */
    record Unknown() implements AgentChoice {}
}
