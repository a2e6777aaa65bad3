package dev.spectrum.gateway.connectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.spectrum.gateway.tools.LinearPatterns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds connector files, and the JSON Schemas in them, to what they must be. */
final class FileSchemas {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .regularExpressionFactory(LinearPatterns.ALWAYS)
                    .locale(Locale.ENGLISH)
                    .build()));
    private static final Schema FILE = SCHEMAS.getSchema(resource(), InputFormat.JSON);
    private static final Schema SCHEMA =
            SCHEMAS.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private FileSchemas() {}

    /** What breaks the structure of a file. */
    static List<Mistake> violations(MarkedYaml.Read yaml) {
        return mistakes(yaml.marks(), "", FILE, yaml.content());
    }

    /** What is wrong with a JSON Schema (2020-12) of an object. */
    static List<Mistake> violations(MarkedYaml marks, String pointer, JsonNode schema) {
        List<Mistake> mistakes = mistakes(marks, pointer, SCHEMA, schema);
        if (!schema.path("type").asText().equals("object")) {
            mistakes.add(marks.at(pointer, "Must be the schema of an object."));
        }
        return mistakes;
    }

    /** How a value breaks a schema; a schema that is broken itself is told elsewhere. */
    static List<Mistake> misfits(MarkedYaml marks, String pointer, JsonNode value, JsonNode schema) {
        return SCHEMA.validate(schema.toString(), InputFormat.JSON).isEmpty()
                ? mistakes(marks, pointer, SCHEMAS.getSchema(schema.toString(), InputFormat.JSON), value)
                : new ArrayList<>();
    }

    private static List<Mistake> mistakes(MarkedYaml marks, String pointer, Schema schema, JsonNode value) {
        List<Mistake> mistakes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Error violation : schema.validate(value.toString(), InputFormat.JSON)) {
            Mistake mistake = mistake(marks, pointer, violation);
            // What is wrong in one way is wrong in others too; one reason is enough.
            if (seen.add(mistake.line() + ":" + mistake.column() + " " + violation.getProperty())) {
                mistakes.add(mistake);
            }
        }
        return mistakes;
    }

    private static Mistake mistake(MarkedYaml marks, String pointer, Error violation) {
        String where = pointer + violation.getInstanceLocation();
        String property = String.valueOf(violation.getProperty());
        return switch (violation.getKeyword()) {
            case "required" -> marks.at(where, "The field " + property + " is required.");
            case "additionalProperties" ->
                marks.atKey(
                        where + "/" + MarkedYaml.escaped(property), "The field " + property + " is not known here.");
            case "enum" -> marks.at(where, "Must be one of " + values(violation) + ".");
            default -> marks.at(where, sentence(violation.getMessage()));
        };
    }

    private static String values(Error violation) {
        return violation
                .getSchemaNode()
                .valueStream()
                .map(tools.jackson.databind.JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    private static String sentence(String message) {
        String text = message.replaceFirst("^[$/][^:]*: ", "");
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static String resource() {
        try (InputStream schema = FileSchemas.class.getResourceAsStream("/connectors/connector.schema.json")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
