package dev.spectrum.gateway.permissions.domain;

/** What is to be decided: may they use this tool? */
public record ToolUse(String tool, String dataSource, Access access, Who who, AgentChoice agent) {}
