package dev.spectrum.conversation.agents.domain;

/** An agent and the tenant that it works for. */
public record TenantAgent(Agent agent, Tenant tenant) {}
