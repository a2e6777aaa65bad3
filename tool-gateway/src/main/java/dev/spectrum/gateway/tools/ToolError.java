package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Why a tool could not do what it was asked for, so that a model can correct it and a program can decide.
 *
 * @param error a stable word with hyphens, such as {@code invalid-arguments}
 * @param message what is wrong, in sentences
 * @param retryable whether the same call may succeed later; nothing was done so far
 * @param errors which arguments are wrong, if any are
 * @param content what else there is to see, as MCP's content blocks
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolError(
        String error, String message, boolean retryable, List<ArgumentError> errors, List<JsonNode> content) {

    /**
     * @param pointer a JSON Pointer into the arguments
     * @param detail what is wrong there
     */
    public record ArgumentError(String pointer, String detail) {}

    /** Says the message and every argument that is wrong. */
    public String text() {
        StringBuilder text = new StringBuilder(message);
        for (ArgumentError argument : errors) {
            text.append("\n- ")
                    .append(
                            argument.pointer().isEmpty()
                                    ? "arguments"
                                    : argument.pointer().substring(1))
                    .append(": ")
                    .append(argument.detail());
        }
        return text.toString();
    }
}
