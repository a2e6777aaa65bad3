package dev.spectrum.agent.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON Schema (draft 2020-12) that a model's answer has to follow. Tenants write them, so they refer to nothing outside
 * themselves, and have no patterns: one that takes for ever to match would stop everybody.
 */
public final class AnswerSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Pattern FENCED = Pattern.compile("\\s*```(?i:json)?(?<json>.*)```\\s*", Pattern.DOTALL);
    private static final Pattern DEFINITION = Pattern.compile("#/\\$defs/(?<name>[A-Za-z0-9_.-]+)");
    private static final int LARGEST = 50_000;
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_VIOLATIONS = 10;

    private final Schema schema;

    private AnswerSchema(Schema schema) {
        this.schema = schema;
    }

    static AnswerSchema of(String schema) {
        return new AnswerSchema(SCHEMAS.getSchema(schema, InputFormat.JSON));
    }

    /** What keeps it from being used, for whoever wrote it; empty if nothing does. */
    public static Optional<String> fault(Map<String, Object> schema) {
        JsonNode tree = JSON.valueToTree(schema);
        if (tree.toString().length() > LARGEST) {
            return Optional.of("Must have no more than " + LARGEST + " characters.");
        }
        for (String refused : List.of("pattern", "patternProperties", "$dynamicRef", "$schema", "$id")) {
            if (!keywords(tree, refused).isEmpty()) {
                return Optional.of("Must not use " + refused + ".");
            }
        }
        if (keywords(tree, "$ref").stream()
                .anyMatch(target -> target(tree, target).isEmpty())) {
            return Optional.of("Must refer to # or to #/$defs/ and a name that is there.");
        }
        if (new Steps(tree).most() > MOST_STEPS) {
            return Optional.of("Must not refer to itself, or very often to others, without going into the answer.");
        }
        List<Error> errors = SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(tree.toString(), InputFormat.JSON);
        return errors.stream().findFirst().map(error -> "Is no JSON Schema: " + error + ".");
    }

    /** Nothing but schemas: what else stands in a schema, such as a constant, is looked at by nobody. */
    private static Optional<JsonNode> target(JsonNode schema, JsonNode ref) {
        String text = ref.asText();
        if (text.equals("#")) {
            return Optional.of(schema);
        }
        Matcher name = DEFINITION.matcher(text);
        return name.matches() ? Optional.ofNullable(schema.path("$defs").get(name.group("name"))) : Optional.empty();
    }

    /** How many schemas one and the same value is held to: without an end where they refer to one another in a circle. */
    private static final class Steps {

        private final JsonNode root;
        private final Map<String, Long> ofRefs = new HashMap<>();

        Steps(JsonNode root) {
            this.root = root;
        }

        long most() {
            return most(root);
        }

        private long most(JsonNode node) {
            long most = of(node);
            for (JsonNode child : node) {
                most = Math.max(most, most(child));
            }
            return most;
        }

        private long of(JsonNode schema) {
            long sum = 1;
            if (schema.path("$ref").isTextual()) {
                sum += ofRef(schema.path("$ref"));
            }
            for (String keyword : List.of("allOf", "anyOf", "oneOf", "dependentSchemas")) {
                for (JsonNode one : schema.path(keyword)) {
                    sum += of(one);
                }
            }
            for (String keyword : List.of("not", "if", "then", "else")) {
                sum += schema.has(keyword) ? of(schema.path(keyword)) : 0;
            }
            return Math.min(sum, MOST_STEPS + 1L);
        }

        private long ofRef(JsonNode ref) {
            Long known = ofRefs.putIfAbsent(ref.asText(), MOST_STEPS + 1L);
            if (known != null) {
                return known;
            }
            long steps = target(root, ref).map(this::of).orElse(0L);
            ofRefs.put(ref.asText(), steps);
            return steps;
        }
    }

    /** The values of every field of this name that is a keyword, and not the name of a property that the schema describes. */
    private static List<JsonNode> keywords(JsonNode schema, String name) {
        List<JsonNode> found = new java.util.ArrayList<>();
        collect(schema, name, false, found);
        return found;
    }

    private static void collect(JsonNode node, String name, boolean namesProperties, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, name, false, found));
        }
        node.properties().forEach(field -> {
            if (!namesProperties && field.getKey().equals(name)) {
                found.add(field.getValue());
            }
            boolean below = !namesProperties
                    && (field.getKey().equals("properties") || field.getKey().equals("$defs"));
            collect(field.getValue(), name, below, found);
        });
    }

    /** The JSON of an answer that a model has put into a fence of Markdown, as many do; any other answer as it is. */
    static String unfenced(String answer) {
        Matcher fenced = FENCED.matcher(answer);
        return fenced.matches() ? fenced.group("json") : answer;
    }

    /** What is wrong with the answer, for the model; empty if it follows the schema. */
    List<String> violations(String answer) {
        try {
            StrictJson.require(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            return List.of("The answer is not JSON");
        } catch (ProblemException notToBeKept) {
            return List.of(notToBeKept.getMessage());
        }
        return schema.validate(answer, InputFormat.JSON).stream()
                .limit(MOST_VIOLATIONS)
                .map(Error::toString)
                .toList();
    }
}
