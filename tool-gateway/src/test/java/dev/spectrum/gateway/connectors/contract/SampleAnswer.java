package dev.spectrum.gateway.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer made of its schema, for descriptions that are too large for Prism. */
final class SampleAnswer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 9;

    private final JsonNode description;

    SampleAnswer(JsonNode description) {
        this.description = description;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return of(description.at(schema.get("$ref").asText().substring(1)), depth);
        } else if (schema.has("example")) {
            return schema.get("example");
        } else if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(choice)) {
                return of(schema.get(choice).get(0), depth);
            }
        }
        return switch (schema.path("type").asText("object")) {
            case "string" -> JSON.textNode(schema.path("format").asText().equals("decimal") ? "1250.5" : "string");
            case "integer" -> JSON.numberNode(1_700_000_000);
            case "number" -> JSON.numberNode(1.5);
            case "boolean" -> JSON.booleanNode(false);
            case "array" -> JSON.arrayNode().add(of(schema.path("items"), depth + 1));
            default -> object(schema, depth);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        if (depth <= DEEPEST) {
            schema.path("properties")
                    .properties()
                    .forEach(field -> object.set(field.getKey(), of(field.getValue(), depth + 1)));
        }
        return object;
    }
}
