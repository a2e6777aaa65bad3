package dev.spectrum.platform.model;

import java.util.List;

/**
 * What the model said.
 *
 * @param text empty where it only asks for tools
 * @param toolRequests tools to call before it goes on; empty when it is done
 * @param model the name of the model that answered
 */
public record ModelAnswer(String text, List<ToolRequest> toolRequests, Usage usage, String model) {}
