package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fits a mapping's result to its schema where JSONata has no way to say it: a list of one is a list, what may be null and is
 * required is null where it is missing, a required list without items is empty.
 */
final class ResultShape {

    private ResultShape() {}

    static JsonNode fit(JsonNode value, JsonNode schema) {
        if (mayBe(schema, "array") && !value.isArray() && !(value.isNull() && mayBe(schema, "null"))) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            if (!value.isNull() && !value.isMissingNode()) {
                list.add(value);
            }
            return fit(list, schema);
        } else if (value instanceof ArrayNode list && schema.has("items")) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, fit(list.get(i), schema.get("items")));
            }
        } else if (value instanceof ObjectNode object) {
            fitFields(object, schema);
        }
        return value;
    }

    private static void fitFields(ObjectNode object, JsonNode schema) {
        for (JsonNode required : schema.path("required")) {
            JsonNode field = schema.path("properties").path(required.asText());
            if (!object.has(required.asText()) && (mayBe(field, "null") || mayBe(field, "array"))) {
                object.set(required.asText(), NullNode.getInstance());
            }
        }
        schema.path("properties").properties().forEach(field -> {
            if (object.has(field.getKey())) {
                object.set(field.getKey(), fit(object.get(field.getKey()), field.getValue()));
            }
        });
    }

    private static boolean mayBe(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        return types.isArray()
                ? types.valueStream().anyMatch(each -> each.asText().equals(type))
                : types.asText().equals(type);
    }
}
