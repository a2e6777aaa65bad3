package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Cuts a result to a size in such a way that it stays what it is: objects, with fewer items in lists and shorter texts. */
final class CutResult {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_ITEMS = 1 << 14;
    private static final int LONGEST_TEXT = 1 << 18;
    private static final String MORE = " …";

    private CutResult() {}

    /** About as many bytes as it takes as JSON; counts no further than to the limit. */
    static long size(JsonNode value, long limit) {
        if (value.isTextual()) {
            return 2L + utf8(value.textValue());
        } else if (!value.isContainerNode()) {
            return 8;
        }
        long size = 2;
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                size += 4 + utf8(field.getKey()) + size(field.getValue(), limit - size);
                if (size > limit) {
                    return size;
                }
            }
            return size;
        }
        for (JsonNode item : value) {
            size += 1 + size(item, limit - size);
            if (size > limit) {
                return size;
            }
        }
        return size;
    }

    private static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            // As many more as UTF-8 takes, or an escape.
            bytes += next < ' ' ? 5 : next == '"' || next == '\\' ? 1 : next < 0x80 ? 0 : next < 0x800 ? 1 : 2;
        }
        return bytes;
    }

    /** Whatever is the longest in it is cut first. */
    static JsonNode to(long limit, JsonNode result) {
        int items = MOST_ITEMS;
        int text = LONGEST_TEXT;
        JsonNode cut = result;
        while (size(cut, limit) > limit && (items > 1 || text > 16)) {
            // A text of 16 characters and an item weigh about the same.
            if (text / 16 >= items) {
                text /= 2;
            } else {
                items /= 2;
            }
            cut = cut(result, items, text);
        }
        return cut;
    }

    private static JsonNode cut(JsonNode value, int items, int text) {
        if (value.isTextual()) {
            String whole = value.textValue();
            return whole.length() <= text ? value : TextNode.valueOf(begin(whole, text) + MORE);
        } else if (value instanceof ArrayNode array) {
            ArrayNode fewer = JSON.arrayNode();
            for (int i = 0; i < array.size() && i < items; i++) {
                fewer.add(cut(array.get(i), items, text));
            }
            return fewer;
        } else if (value.isObject()) {
            ObjectNode object = JSON.objectNode();
            value.properties().stream()
                    // A record has its fields; what has more than this is a list by another name.
                    .limit(Math.max(items, 64))
                    .forEach(field -> object.set(field.getKey(), cut(field.getValue(), items, text)));
            return object;
        }
        return value;
    }

    /** Never half of a surrogate pair. */
    private static String begin(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
