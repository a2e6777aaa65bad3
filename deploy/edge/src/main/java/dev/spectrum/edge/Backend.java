package dev.spectrum.edge;

/** What stands behind the edge. */
enum Backend {
    AGENT_SERVICE("agent-service"),
    CONVERSATION_SERVICE("conversation-service"),
    TOOL_GATEWAY("tool-gateway"),
    OUTREACH_SERVICE("outreach-service"),
    KEYCLOAK("keycloak");

    private final String displayName;

    Backend(String displayName) {
        this.displayName = displayName;
    }

    /** The name in the access log and in the aggregated health. */
    String displayName() {
        return displayName;
    }
}
