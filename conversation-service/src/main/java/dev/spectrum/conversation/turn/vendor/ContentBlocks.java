package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** MCP's content blocks as a model reads them and a conversation keeps them: of an image or a file, what it is, not its bytes. */
final class ContentBlocks {

    private ContentBlocks() {}

    static JsonNode readable(JsonNode content) {
        JsonNode readable = content.deepCopy();
        for (JsonNode block : readable) {
            leaveOut(block, "data");
            leaveOut(block.path("resource"), "blob");
        }
        return readable;
    }

    private static void leaveOut(JsonNode holder, String field) {
        if (holder instanceof ObjectNode object && object.path(field).isTextual()) {
            object.put(field, "[not shown]");
        }
    }
}
