package dev.spectrum.demomodel.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.spectrum.demomodel.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One property of a tool's JSON Schema. */
public record Property(String name, JsonNode schema, boolean required) {

    /** The properties of a schema of type object, in its order. */
    public static List<Property> of(JsonNode objectSchema) {
        Set<String> required = new HashSet<>();
        objectSchema.path("required").forEach(name -> required.add(name.asText()));
        List<Property> properties = new ArrayList<>();
        objectSchema
                .path("properties")
                .properties()
                .forEach(field -> properties.add(
                        new Property(field.getKey(), field.getValue(), required.contains(field.getKey()))));
        return properties;
    }

    /** Whether the name has one of these words: {@code contact_email} has "email". */
    public boolean says(String... words) {
        List<String> own = words();
        for (String word : words) {
            if (own.contains(word)) {
                return true;
            }
        }
        return false;
    }

    public boolean isNamed(String... names) {
        return List.of(names).contains(Fields.snake(name));
    }

    List<String> words() {
        return List.of(Fields.snake(name).split("_"));
    }

    /** The JSON type; the first that is not null where there are several, "string" where none is given. */
    public String type() {
        JsonNode type = typed().path("type");
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (!each.asText().equals("null")) {
                    return each.asText();
                }
            }
        }
        return type.isTextual() ? type.asText() : typed().has("properties") ? "object" : "string";
    }

    /** The schema itself, or the first alternative that is not null. */
    public JsonNode typed() {
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (JsonNode alternative : schema.path(keyword)) {
                if (!alternative.path("type").asText().equals("null")) {
                    return alternative;
                }
            }
        }
        return schema;
    }

    String format() {
        return typed().path("format").asText();
    }

    String description() {
        return schema.path("description").asText();
    }

    public List<JsonNode> choices() {
        List<JsonNode> choices = new ArrayList<>();
        JsonNode schema = type().equals("array") ? typed().path("items") : typed();
        schema.path("enum").forEach(choices::add);
        choices.removeIf(JsonNode::isNull);
        return choices;
    }

    JsonNode defaultValue() {
        return schema.has("default") ? schema.get("default") : MissingNode.getInstance();
    }
}
