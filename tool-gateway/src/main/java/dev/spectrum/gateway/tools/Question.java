package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a tool wants to know from the client that called it.
 *
 * @param params as MCP writes them for the kind's method
 */
public record Question(Kind kind, ObjectNode params) {

    /** The code of the error that ends a call which needs answers first: nothing was done. */
    public static final String INPUT_REQUIRED = "input-required";

    /** The code of the error that ends a call whose client can't be asked what it would have to be. */
    public static final String CANNOT_BE_ASKED = "client-cannot-be-asked";

    /** Who answers. */
    public enum Kind {
        /** The person at the client. */
        ELICITATION("elicitation/create", "elicitation"),
        /** The client's model. */
        SAMPLING("sampling/createMessage", "sampling"),
        /** The client itself: which folders it works in. */
        ROOTS("roots/list", "roots");

        private final String method;
        private final String capability;

        Kind(String method, String capability) {
            this.method = method;
            this.capability = capability;
        }

        /** MCP's method. */
        public String method() {
            return method;
        }

        /** What a client that can answer declares. */
        public String capability() {
            return capability;
        }
    }

    public static ToolException inputRequired() {
        return ToolException.retryable(INPUT_REQUIRED, "This call needs answers first.");
    }

    public static ToolException cannotBeAsked() {
        return ToolException.of(CANNOT_BE_ASKED, "This needs a question to the client, which can't be asked.");
    }
}
