package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.ToolError.ArgumentError;
import java.util.List;

/** Ends a call with a tool error: it could not be done, and nothing was. */
public class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ToolError error;

    private ToolException(ToolError error) {
        // No stack trace: it is an answer, not an accident.
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** The arguments are wrong in a way that the caller can correct. */
    public static ToolException invalid(List<ArgumentError> errors) {
        return new ToolException(new ToolError(
                "invalid-arguments", "The arguments are invalid: correct them.", false, errors, List.of()));
    }

    /** The same for one argument. */
    public static ToolException invalid(String pointer, String detail) {
        return invalid(List.of(new ArgumentError(pointer, detail)));
    }

    /** An argument names something that is not there. */
    public static ToolException notFound(String pointer, String detail) {
        return new ToolException(new ToolError(
                "not-found",
                "What an argument names is not there.",
                false,
                List.of(new ArgumentError(pointer, detail)),
                List.of()));
    }

    /** It can't be done as things are; the same call will fail again. */
    public static ToolException of(String error, String message) {
        return new ToolException(new ToolError(error, message, false, List.of(), List.of()));
    }

    /** The same, with something to see. */
    public static ToolException of(String error, String message, List<JsonNode> content) {
        return new ToolException(new ToolError(error, message, false, List.of(), content));
    }

    /** It can't be done now; the same call may succeed later. */
    public static ToolException retryable(String error, String message) {
        return new ToolException(new ToolError(error, message, true, List.of(), List.of()));
    }

    public ToolError error() {
        return error;
    }
}
