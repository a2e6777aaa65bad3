package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.gateway.tools.LinearPatterns;
import dev.spectrum.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds credentials and settings to a connector's schemas. What it says of a mistake is made of the schema alone: neither a
 * value nor a field's name that came in is in it, for both may be a secret in the wrong place.
 */
public final class ConnectorRules {

    private static final int MOST_BYTES = 20_000;
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .regularExpressionFactory(LinearPatterns.WHERE_POSSIBLE)
                    .build()));
    private static final Map<String, String> KINDS = Map.of(
            "string", "a string",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "an object",
            "array", "an array",
            "null", "null");

    private ConnectorRules() {}

    /** @param pointer of the value in the request, such as {@code /credentials} */
    public static List<FieldError> violations(String pointer, JsonNode schema, JsonNode value) {
        String text = value.toString();
        if (text.length() > MOST_BYTES) {
            return List.of(new FieldError(pointer, "Is longer than " + MOST_BYTES + " characters."));
        }
        // JSON's own way to write NUL, which PostgreSQL can't keep.
        if (text.contains("\\u0000")) {
            return List.of(new FieldError(pointer, "Can't contain the NUL character."));
        }
        Schema rules = SCHEMAS.getSchema(schema.toString(), InputFormat.JSON);
        return rules.validate(text, InputFormat.JSON).stream()
                .map(violation -> describe(pointer, schema, violation))
                // What has the wrong type breaks other rules too; one reason is enough.
                .collect(Collectors.toMap(FieldError::pointer, error -> error, (first, later) -> first))
                .values()
                .stream()
                .sorted(java.util.Comparator.comparing(FieldError::pointer))
                .toList();
    }

    private static FieldError describe(String pointer, JsonNode schema, Error violation) {
        Place place =
                Place.find(pointer, schema, violation.getInstanceLocation().toString());
        tools.jackson.databind.JsonNode rule = violation.getSchemaNode();
        return switch (violation.getKeyword()) {
            case "required" -> new FieldError(place.pointer() + "/" + violation.getProperty(), "Is required.");
            case "additionalProperties", "unevaluatedProperties" ->
                new FieldError(place.pointer(), "Has a field that is not known; there are: " + place.fields() + ".");
            case "type" -> new FieldError(place.pointer(), "Must be " + kind(rule) + ".");
            case "enum" -> new FieldError(place.pointer(), "Must be one of " + values(rule) + ".");
            case "const" -> new FieldError(place.pointer(), "Must be " + rule + ".");
            case "minLength" -> new FieldError(place.pointer(), "Must have at least " + rule + " characters.");
            case "maxLength" -> new FieldError(place.pointer(), "Must have at most " + rule + " characters.");
            case "minimum" -> new FieldError(place.pointer(), "Must be at least " + rule + ".");
            case "maximum" -> new FieldError(place.pointer(), "Must be at most " + rule + ".");
            case "pattern" -> new FieldError(place.pointer(), "Must match the pattern " + rule.asString() + ".");
            case "format" -> new FieldError(place.pointer(), "Must have the format " + rule.asString() + ".");
            default -> new FieldError(place.pointer(), "Is not what the connector's schema says.");
        };
    }

    private static String kind(tools.jackson.databind.JsonNode rule) {
        List<String> kinds = new ArrayList<>();
        if (rule.isArray()) {
            rule.valueStream().forEach(one -> kinds.add(one.asString()));
        } else {
            kinds.add(rule.asString());
        }
        return kinds.stream().map(one -> KINDS.getOrDefault(one, one)).collect(Collectors.joining(" or "));
    }

    private static String values(tools.jackson.databind.JsonNode allowed) {
        return allowed.valueStream()
                .map(tools.jackson.databind.JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    /** As far into the value as the schema itself names the way. */
    private record Place(String pointer, JsonNode schema) {

        static Place find(String root, JsonNode schema, String location) {
            Place place = new Place(root, schema);
            for (String step : location.split("/", -1)) {
                JsonNode property = place.schema
                        .path("properties")
                        .path(step.replace("~1", "/").replace("~0", "~"));
                JsonNode items = place.schema.path("items");
                if (property.isObject()) {
                    place = new Place(place.pointer + "/" + step, property);
                } else if (items.isObject() && step.matches("[0-9]{1,6}")) {
                    place = new Place(place.pointer + "/" + step, items);
                } else if (!step.isEmpty()) {
                    return place;
                }
            }
            return place;
        }

        String fields() {
            List<String> names = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(names::add);
            return names.isEmpty() ? "none" : String.join(", ", names);
        }
    }
}
