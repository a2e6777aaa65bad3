package dev.spectrum.gateway.permissions.domain;

import java.util.List;

/**
 * What is to be decided: may they use this tool?
 *
 * @param tags the data sources that the tool belongs to
 */
public record ToolUse(String tool, List<String> tags, Access access, Who who, AgentChoice agent) {}
