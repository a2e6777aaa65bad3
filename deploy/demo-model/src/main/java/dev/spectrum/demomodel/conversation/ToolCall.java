package dev.spectrum.demomodel.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tool to be called, or that was called, with its arguments. */
public record ToolCall(String id, String name, ObjectNode arguments) {

    public boolean asksTheSameAs(ToolCall other) {
        return name.equals(other.name) && arguments.equals(other.arguments);
    }
}
