package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON-RPC notifications to clients. */
final class Notices {

    static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    static final String PROMPTS_CHANGED = "notifications/prompts/list_changed";
    static final String RESOURCES_CHANGED = "notifications/resources/list_changed";
    static final String RESOURCE_UPDATED = "notifications/resources/updated";

    private Notices() {}

    static ObjectNode of(String method, ObjectNode params) {
        ObjectNode notice =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        notice.set("params", params);
        return notice;
    }
}
