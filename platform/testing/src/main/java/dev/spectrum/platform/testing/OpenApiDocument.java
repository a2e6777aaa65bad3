package dev.spectrum.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service's OpenAPI 3.1 document: whether it says all that it should, and whether what is sent and answered is as it says. */
public final class OpenApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LENIENT = "urn:openapi:lenient";
    private static final String STRICT = "urn:openapi:strict";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    /** The rest are files, which nothing shorter shows. */
    private static final Pattern IN_WORDS = Pattern.compile("text/.*|.*(json|yaml|xml).*");

    private static final Set<String> WITHOUT_BODY = Set.of("202", "204", "302", "303");
    /** What HTTP itself answers, of which operations say nothing. */
    private static final Set<Integer> OF_HTTP = Set.of(404, 405, 406, 413, 415);

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiDocument(JsonNode document) {
        this.document = document;
        // Read once: there are hundreds of schemas in it, each of which may refer to all others.
        Map<String, String> whole = Map.of(LENIENT, whole(false), STRICT, whole(true));
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(whole));
    }

    public static OpenApiDocument parse(String json) {
        try {
            return new OpenApiDocument(JSON.readTree(json));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * What is left unsaid: a summary, a successful answer, the shape and an example of each answer and of the body sent, the
     * next part of a list, problems; and examples that their own schemas refuse.
     */
    public List<String> shortcomings() {
        List<String> found = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                shortcomings(path.getKey(), operation.getKey(), operation.getValue(), found)));
        return found;
    }

    private void shortcomings(String path, String method, JsonNode operation, List<String> found) {
        String name = method.toUpperCase(Locale.ROOT) + " " + path;
        if (operation.path("summary").asText().isBlank()) {
            found.add(name + " has no summary");
        }
        List<String> statuses = operation.path("responses").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        if (statuses.stream().noneMatch(status -> status.startsWith("2") || status.startsWith("3"))) {
            found.add(name + " does not say how it succeeds");
        }
        statuses.stream()
                .filter(status -> !WITHOUT_BODY.contains(status))
                .forEach(status -> content(
                        name + " answers " + status + " with", pointer(path, method) + "/responses/" + status, found));
        if (operation.has("requestBody")) {
            content(name + " takes", pointer(path, method) + "/requestBody", found);
        }
        if (method.equals("get")) {
            paging(name, operation, found);
        }
        List.of("500").stream()
                .filter(status -> !operation.path("responses").has(status))
                .forEach(status -> found.add(name + " does not say " + status));
    }

    private void paging(String name, JsonNode operation, List<String> found) {
        JsonNode answer = operation.at("/responses/200/content/application~1json/schema");
        JsonNode list = resolved(answer).path("properties");
        if (list.path("items").isMissingNode()) {
            return;
        }
        Set<String> parameters = new HashSet<>();
        operation
                .path("parameters")
                .forEach(parameter ->
                        parameters.add(resolved(parameter).path("name").asText()));
        if (!list.has("next") || !parameters.containsAll(Set.of("limit", "cursor"))) {
            found.add(name + " is a list that has no limit, cursor and next");
        }
    }

    private void content(String what, String pointer, List<String> found) {
        JsonNode content = document.at(pointer).path("content");
        if (content.isEmpty()) {
            found.add(what + " nothing that is described");
        }
        content.properties().forEach(media -> {
            if (!media.getKey().contains("json")) {
                if (IN_WORDS.matcher(media.getKey()).matches()
                        && examples(media.getValue()).isEmpty()) {
                    found.add(what + " " + media.getKey() + " without an example");
                }
                return;
            }
            String at = pointer + "/content/" + escaped(media.getKey());
            if (!saysSomething(resolved(media.getValue().path("schema")))) {
                found.add(what + " JSON without a schema");
                return;
            }
            List<JsonNode> examples = examples(media.getValue());
            if (examples.isEmpty()) {
                found.add(what + " JSON without an example beside it");
            }
            examples.addAll(examplesOf(media.getValue().path("schema")));
            examples.forEach(example -> complaints(at + "/schema", example.toString(), true)
                    .forEach(complaint -> found.add(what + " an example that is wrong: " + complaint)));
        });
    }

    private static boolean saysSomething(JsonNode schema) {
        return schema.has("type") || schema.has("anyOf") || schema.has("oneOf") || schema.has("allOf");
    }

    /** Beside the body, where tools look for them. */
    private List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(named -> examples.add(resolved(named).path("value")));
        return examples;
    }

    private List<JsonNode> examplesOf(JsonNode schema) {
        List<JsonNode> examples = new ArrayList<>();
        resolved(schema).path("examples").forEach(examples::add);
        return examples;
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** What is wrong with an exchange, by this document; nothing for what is no operation of it. */
    List<String> complaints(Exchange exchange) {
        Optional<String> template = template(exchange);
        if (template.isEmpty() || OF_HTTP.contains(exchange.status()) && !exchange.problem()) {
            return List.of();
        }
        String operation = pointer(template.get(), exchange.method());
        List<String> found = new ArrayList<>();
        String response = operation + "/responses/" + exchange.status();
        if (document.at(response).isMissingNode()) {
            return OF_HTTP.contains(exchange.status()) ? List.of() : List.of("it does not say " + exchange.status());
        }
        exchange.json().ifPresent(json -> {
            String at = response + "/content/" + escaped(exchange.mediaType());
            if (document.at(at).isMissingNode()) {
                found.add("it does not say " + exchange.mediaType() + " for " + exchange.status());
            } else if (!document.at(at + "/schema").isMissingNode()) {
                found.addAll(complaints(at + "/schema", json, !exchange.problem()));
            }
        });
        if (exchange.status() < 300 && exchange.sent() != null) {
            String at = operation + "/requestBody/content/application~1json/schema";
            if (!document.at(at).isMissingNode()) {
                complaints(at, exchange.sent(), false).forEach(complaint -> found.add("sent: " + complaint));
            }
        }
        return found;
    }

    /**
     * @param problem whether the answer is {@code application/problem+json}
     * @param json what was answered, if it is JSON
     * @param sent JSON that was sent, if any
     */
    record Exchange(
            String method,
            String path,
            int status,
            String mediaType,
            boolean problem,
            Optional<String> json,
            @Nullable String sent) {}

    private Optional<String> template(Exchange exchange) {
        return document.path("paths").properties().stream()
                .filter(path -> path.getValue().has(exchange.method()))
                .map(Map.Entry::getKey)
                .filter(path -> exchange.path().matches(path.replaceAll("\\{[^}]+}", "[^/]+")))
                // One without a template fits better.
                .min(Comparator.comparingInt(path -> path.split("\\{", -1).length));
    }

    /** @param strict whether fields that the schema does not know are wrong */
    private List<String> complaints(String pointer, String json, boolean strict) {
        return schemas
                .computeIfAbsent(pointer + strict, at -> schema(pointer, strict))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** The schema at a place of the document, where its references find what they mean. */
    private Schema schema(String pointer, boolean strict) {
        String reference = (strict ? STRICT : LENIENT) + "#" + pointer;
        return registry.getSchema(JSON.createObjectNode().put("$ref", reference).toString(), InputFormat.JSON);
    }

    /** What schemas are in, and what they refer to. */
    private String whole(boolean strict) {
        ObjectNode root = JSON.createObjectNode();
        root.set("paths", document.path("paths"));
        ObjectNode components = document.path("components").deepCopy();
        if (strict) {
            components.path("schemas").properties().stream()
                    .filter(schema -> schema.getValue().has("properties")
                            && !schema.getValue().has("additionalProperties"))
                    .forEach(schema -> ((ObjectNode) schema.getValue()).put("additionalProperties", false));
        }
        root.set("components", components);
        return root.toString();
    }

    private static String pointer(String path, String method) {
        return "/paths/" + escaped(path) + "/" + method;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
