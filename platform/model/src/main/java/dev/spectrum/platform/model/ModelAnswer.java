package dev.spectrum.platform.model;

import java.util.List;

/**
 * What the model said.
 *
 * @param text empty where it only asks for tools
 * @param toolRequests tools to call before it goes on; empty when it is done
 * @param usage of the whole call, the attempts that failed before this answer among it
 * @param model the name of the model that answered, which is another one than was asked for where that one could not
 */
public record ModelAnswer(
        String text, List<ToolRequest> toolRequests, Usage usage, String model, FinishReason finishReason) {

    ModelAnswer costingAlso(Usage before) {
        return before.equals(Usage.NONE)
                ? this
                : new ModelAnswer(text, toolRequests, usage.plus(before), model, finishReason);
    }
}
