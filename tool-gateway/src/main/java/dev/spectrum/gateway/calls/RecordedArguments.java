package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Arguments as the audit trail keeps them: without what looks like a secret, long parts cut. */
public final class RecordedArguments {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|secret|token|api[_-]?key|authorization|credential|cookie", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_ITEMS = 50;
    private static final int DEEPEST = 6;

    private RecordedArguments() {}

    public static ObjectNode of(ObjectNode arguments) {
        return object(arguments, 0);
    }

    /** A short text from outside, such as the name of a tool that may not exist. */
    public static String text(String text) {
        // PostgreSQL can't keep a NUL.
        String kept = text.replace('\u0000', '\ufffd');
        return kept.length() <= LONGEST_TEXT
                ? kept
                : kept.substring(0, LONGEST_TEXT) + " [cut: " + kept.length() + " characters]";
    }

    private static ObjectNode object(JsonNode object, int depth) {
        ObjectNode recorded = JSON.objectNode();
        object.properties().stream()
                .limit(MOST_ITEMS)
                .forEach(field -> recorded.set(
                        text(field.getKey()),
                        SECRET.matcher(field.getKey()).find()
                                ? TextNode.valueOf("[secret]")
                                : value(field.getValue(), depth + 1)));
        if (object.size() > MOST_ITEMS) {
            recorded.put("[cut]", object.size() + " fields");
        }
        return recorded;
    }

    private static JsonNode value(JsonNode value, int depth) {
        if (value.isContainerNode() && depth > DEEPEST) {
            return TextNode.valueOf("[cut: too deep]");
        } else if (value.isObject()) {
            return object(value, depth);
        } else if (value.isArray()) {
            return array(value, depth);
        }
        return value.isTextual() ? TextNode.valueOf(text(value.asText())) : value;
    }

    private static ArrayNode array(JsonNode array, int depth) {
        ArrayNode recorded = JSON.arrayNode();
        for (JsonNode item : array) {
            if (recorded.size() == MOST_ITEMS) {
                return recorded.add("[cut: " + array.size() + " items]");
            }
            recorded.add(value(item, depth + 1));
        }
        return recorded;
    }
}
