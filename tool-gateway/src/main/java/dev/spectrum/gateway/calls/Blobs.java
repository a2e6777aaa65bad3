package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spectrum.gateway.tools.ToolContent;
import java.util.List;

/** Images and the like in a {@link ToolContent}. They are whole or nothing, and no text that a model reads. */
final class Blobs {

    private static final List<JsonPointer> PLACES =
            List.of(JsonPointer.compile("/data"), JsonPointer.compile("/resource/blob"));
    private static final JsonNode NOTHING = TextNode.valueOf("");

    private Blobs() {}

    /** Any result, with nothing in their places. */
    static JsonNode takenOutOf(JsonNode result) {
        if (!result.has(ToolContent.KEY)) {
            return result;
        }
        JsonNode without = result.deepCopy();
        without.get(ToolContent.KEY).forEach(block -> PLACES.forEach(place -> set(block, place, NOTHING)));
        return without;
    }

    /**
     * Puts them back.
     *
     * @param cut may have fewer blocks
     */
    static JsonNode putBackInto(JsonNode cut, JsonNode whole) {
        int i = 0;
        for (JsonNode block : cut.path(ToolContent.KEY)) {
            JsonNode original = whole.get(ToolContent.KEY).get(i++);
            PLACES.forEach(place -> set(block, place, original.at(place)));
        }
        return cut;
    }

    private static void set(JsonNode block, JsonPointer place, JsonNode value) {
        if (block.at(place).isTextual() && block.at(place.head()) instanceof ObjectNode holder) {
            holder.set(place.last().getMatchingProperty(), value);
        }
    }
}
