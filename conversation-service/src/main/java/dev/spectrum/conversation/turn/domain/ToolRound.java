package dev.spectrum.conversation.turn.domain;

import java.util.List;

/**
 * The tools that the model asked for at once.
 *
 * @param text what the model said beside it; often empty
 */
public record ToolRound(String text, List<ToolCall> calls) {}
