package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.gateway.tools.ToolError.ArgumentError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks arguments against a tool's input schema, and says what is wrong so that a model can correct it. */
final class ArgumentSchema {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build()));

    private static final tools.jackson.databind.node.JsonNodeFactory NODES =
            tools.jackson.databind.node.JsonNodeFactory.instance;

    private final JsonNode properties;
    private final Schema schema;

    ArgumentSchema(JsonNode inputSchema) {
        this.properties = inputSchema.path("properties");
        this.schema = SCHEMAS.getSchema(inputSchema.toString(), InputFormat.JSON);
    }

    /** @throws ToolException if the arguments break the schema */
    void require(JsonNode arguments) {
        requireNoNul("", arguments);
        List<Error> violations = schema.validate(ofTheValidator(arguments));
        if (!violations.isEmpty()) {
            throw ToolException.invalid(firstOfEach(violations.stream().map(this::describe)));
        }
    }

    /** The same value, as the newer Jackson has it, which the validator is written for. */
    private static tools.jackson.databind.JsonNode ofTheValidator(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                var object = NODES.objectNode();
                value.properties().forEach(field -> object.set(field.getKey(), ofTheValidator(field.getValue())));
                yield object;
            }
            case ARRAY -> {
                var array = NODES.arrayNode(value.size());
                value.forEach(item -> array.add(ofTheValidator(item)));
                yield array;
            }
            case STRING -> NODES.stringNode(value.textValue());
            case BOOLEAN -> NODES.booleanNode(value.booleanValue());
            case NUMBER -> ofTheValidator((NumericNode) value);
            case NULL -> NODES.nullNode();
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("Not from JSON: " + value.getNodeType());
        };
    }

    /** Of the kind that its own parser would make of the text: a schema's numbers are compared with it. */
    private static tools.jackson.databind.JsonNode ofTheValidator(NumericNode number) {
        if (!number.isIntegralNumber()) {
            return NODES.numberNode(number.doubleValue());
        } else if (number.canConvertToInt()) {
            return NODES.numberNode(number.intValue());
        }
        return number.canConvertToLong()
                ? NODES.numberNode(number.longValue())
                : NODES.numberNode(number.bigIntegerValue());
    }

    /** JSON can say it, PostgreSQL can't keep it, and no text needs it. */
    private static void requireNoNul(String pointer, JsonNode value) {
        if (value.isTextual() && value.asText().indexOf('\u0000') >= 0) {
            throw ToolException.invalid(pointer, "Can't contain the NUL character.");
        }
        value.properties().forEach(field -> requireNoNul(pointer + "/" + field.getKey(), field.getValue()));
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            requireNoNul(pointer + "/" + i, value.get(i));
        }
    }

    /** What has the wrong type breaks other rules too; one reason is enough. */
    private static List<ArgumentError> firstOfEach(Stream<ArgumentError> errors) {
        Set<String> seen = new HashSet<>();
        return errors.filter(error -> seen.add(error.pointer())).toList();
    }

    private ArgumentError describe(Error violation) {
        String where = violation.getInstanceLocation().toString();
        String property = violation.getProperty();
        return switch (violation.getKeyword()) {
            case "required" -> new ArgumentError(where + "/" + property, "Is required.");
            case "additionalProperties" ->
                new ArgumentError(
                        where + "/" + property,
                        where.isEmpty()
                                ? "There is no such argument; there are: " + names() + "."
                                : "Is not known here.");
            case "enum" -> new ArgumentError(where, "Must be one of " + values(violation.getSchemaNode()) + ".");
            default -> new ArgumentError(where, sentence(violation.getMessage()));
        };
    }

    private static String values(tools.jackson.databind.JsonNode allowed) {
        return allowed.valueStream()
                .map(tools.jackson.databind.JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    private String names() {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    /** The library's message begins with where it is, which the pointer says already. */
    private static String sentence(String message) {
        String text = message.replaceFirst("^[$/][^:]*: ", "");
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
