package dev.spectrum.outreach.campaigns.domain;

/**
 * That an agent writes a text for each lead, from the template beside it.
 *
 * @param agentRole which of the tenant's agents
 * @param instructions how; may be blank
 */
public record AgentText(String agentRole, String instructions) {}
