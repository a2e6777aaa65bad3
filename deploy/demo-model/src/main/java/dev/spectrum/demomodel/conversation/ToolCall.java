package dev.spectrum.demomodel.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/** A tool to be called, or that was called, with its arguments. */
public record ToolCall(String id, String name, ObjectNode arguments) {

    /** A number that was written and read again is of another type, and the same. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    public boolean asksTheSameAs(ToolCall other) {
        return name.equals(other.name) && arguments.equals(BY_VALUE, other.arguments);
    }
}
