package dev.spectrum.conversation.turn;

import dev.spectrum.platform.model.ToolDefinition;

/**
 * A tool that an agent may use.
 *
 * @param isReadOnly whether it changes nothing, as its annotations say
 */
public record OfferedTool(ToolDefinition definition, boolean isReadOnly) {

    public String name() {
        return definition.name();
    }
}
