package dev.spectrum.platform.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Makes the OpenAPI document say what the code says in ways that SmallRye does not see: enum values as JSON has them, what
 * may be null and what is always there (JSpecify's {@code @Nullable}), the problems that every operation may answer, the
 * {@code Idempotency-Key} of every POST, and the examples where tools look for them: beside each body, not in its schema.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DescribedAsItIs implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName OPTIONAL = DotName.createSimple("java.util.Optional");
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();
    private static final String PROBLEM = "Problem";

    /** An example for each status. */
    private static final Map<String, Map<String, Object>> PROBLEMS = Stream.of(
                    problem(
                            401,
                            "unauthorized",
                            "Not signed in",
                            "A valid access token is needed: Authorization: Bearer."),
                    problem(403, "forbidden", "Not allowed", "Your role in this tenant does not allow it."),
                    problem(404, "not-found", "Not found", "There is no such agent."),
                    problem(409, "role-taken", "Conflict", "There is an agent with the role sales already."),
                    problem(412, "stale", "Changed meanwhile", "It was changed since you read it: read it again."),
                    problem(413, "request-entity-too-large", "Request Entity Too Large", "The request is too large."),
                    problem(
                            422,
                            "idempotency-key-reused",
                            "Idempotency-Key reused",
                            "This Idempotency-Key was used for another request; use a new one."),
                    problem(429, "too-many-requests", "Too many requests", "Try again in 12 seconds."),
                    problem(
                            500,
                            "internal",
                            "Something went wrong",
                            "It is our fault and was recorded. Trying again may help."),
                    problem(
                            501,
                            "members-managed-elsewhere",
                            "Not managed here",
                            "No admin API of an identity provider is configured: members are managed at the provider itself."),
                    problem(502, "model-unavailable", "The model is down", "The model's provider can't be reached."),
                    problem(
                            503,
                            "unavailable",
                            "Not available right now",
                            "Something that this needs can't be reached. Try again in a moment."),
                    problem(504, "model-timeout", "The model was too slow", "The model did not answer in time."))
            .collect(Collectors.toUnmodifiableMap(
                    problem -> String.valueOf(problem.get("status")), Function.identity()));

    /** By simple name, of which there may be several. */
    private final Map<String, List<ClassInfo>> records = new HashMap<>();

    public DescribedAsItIs(IndexView index) {
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord() && type.name().toString().startsWith("dev.spectrum.")) {
                records.computeIfAbsent(type.simpleName(), name -> new ArrayList<>())
                        .add(type);
                type.annotations(SCHEMA).stream()
                        .filter(schema -> schema.target().equals(type) && schema.value("name") != null)
                        .forEach(schema -> records.computeIfAbsent(
                                        schema.value("name").asString(), name -> new ArrayList<>())
                                .add(type));
            }
        }
    }

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .map(value -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT))
                            ? text.toLowerCase(Locale.ROOT)
                            : value)
                    .toList());
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        // A service without resources has nothing to say.
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        document.getComponents().addSchema(PROBLEM, problem());
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach(this::describe);
        schemas.forEach((name, schema) -> page(name, schema, schemas));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    describe(path, method, operation);
                    examples(operation, schemas);
                }));
        PROBLEMS.forEach((status, example) -> document.getComponents()
                .addExample(PROBLEM + status, OASFactory.createExample().value(example)));
    }

    private static void examples(Operation operation, Map<String, Schema> schemas) {
        if (operation.getRequestBody() != null) {
            examples(operation.getRequestBody().getContent(), schemas);
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (PROBLEMS.containsKey(status) && isProblem(response)) {
                response.getContent()
                        .getMediaType(Problem.MEDIA_TYPE)
                        .addExample("problem", OASFactory.createExample().ref(PROBLEM + status));
            } else {
                examples(response.getContent(), schemas);
            }
        });
    }

    private static boolean isProblem(APIResponse response) {
        MediaType media =
                response.getContent() == null ? null : response.getContent().getMediaType(Problem.MEDIA_TYPE);
        return media != null && media.getExample() == null && media.getExamples() == null;
    }

    private static void examples(@Nullable Content content, Map<String, Schema> schemas) {
        if (content == null) {
            return;
        }
        content.getMediaTypes().values().forEach(media -> {
            String ref = media.getSchema() == null ? null : media.getSchema().getRef();
            Schema schema = ref == null ? media.getSchema() : schemas.get(ref.substring(ref.lastIndexOf('/') + 1));
            if (media.getExample() == null
                    && media.getExamples() == null
                    && schema != null
                    && schema.getExamples() != null) {
                media.addExample(
                        "example",
                        OASFactory.createExample().value(schema.getExamples().getFirst()));
            }
        });
    }

    private void describe(String name, Schema schema) {
        ClassInfo type = schema.getProperties() == null ? null : recordOf(name, schema);
        if (type == null) {
            return;
        }
        Map<String, Schema> properties = new HashMap<>(schema.getProperties());
        for (RecordComponentInfo component : type.recordComponents()) {
            String property = SNAKE_CASE.translate(component.name());
            Schema described = properties.get(property);
            if (described == null) {
                continue;
            }
            if (component.type().hasAnnotation(NULLABLE)
                    || component.type().name().equals(OPTIONAL)) {
                schema.addProperty(property, orNull(described));
            } else if (schema.getRequired() == null || !schema.getRequired().contains(property)) {
                schema.addRequired(property);
            }
        }
    }

    /** A page of what its items are an example of. */
    private static void page(String name, Schema schema, Map<String, Schema> schemas) {
        Schema items = name.startsWith("Page") && schema.getProperties() != null
                ? schema.getProperties().get("items")
                : null;
        String ref = items == null || items.getItems() == null
                ? null
                : items.getItems().getRef();
        Schema item = ref == null ? null : schemas.get(ref.substring(ref.lastIndexOf('/') + 1));
        if (item != null && item.getExamples() != null) {
            Map<String, Object> page = new HashMap<>();
            page.put("items", item.getExamples());
            page.put("next", null);
            schema.addExample(page);
        }
    }

    /** The record whose components the schema's properties are, but for one that JSON calls otherwise. SmallRye numbers what has the same name. */
    private @Nullable ClassInfo recordOf(String name, Schema schema) {
        String plain =
                records.containsKey(name) ? name : name.startsWith("Page") ? "Page" : name.replaceAll("[0-9]+$", "");
        return records.getOrDefault(plain, List.of()).stream()
                .filter(type -> type.recordComponents().stream()
                                .filter(component ->
                                        schema.getProperties().containsKey(SNAKE_CASE.translate(component.name())))
                                .count()
                        >= schema.getProperties().size() - 1)
                .findFirst()
                .orElse(null);
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        List<SchemaType> types = schema.getType();
        if (types != null && !types.contains(SchemaType.NULL)) {
            List<SchemaType> orNull = new ArrayList<>(types);
            orNull.add(SchemaType.NULL);
            schema.setType(orNull);
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().contains(null)) {
            List<Object> values = new ArrayList<>(schema.getEnumeration());
            values.add(null);
            schema.setEnumeration(values);
        }
        return schema;
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        removeGuess(operation.getResponses());
        boolean guarded =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        List<Parameter> parameters = Objects.requireNonNullElse(operation.getParameters(), List.of());
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description("The same key and body again gets the same answer, and acts once.")
                    .schema(OASFactory.createSchema().addType(SchemaType.STRING).maxLength(255)));
            problem(operation, "422", "The Idempotency-Key was used for another request.");
        }
        if (method != PathItem.HttpMethod.GET) {
            problem(operation, "409", "It does not go with how things are, such as a name that is taken.");
        }
        if (!parameters.isEmpty() || operation.getRequestBody() != null) {
            problem(operation, "400", "The request is invalid; `errors` says where.");
        }
        if (operation.getRequestBody() != null) {
            problem(operation, "413", "The body is larger than may be sent.");
        }
        if (guarded) {
            problem(operation, "401", "No valid token.");
            problem(operation, "403", "The role does not allow it, or no tenant was chosen.");
            problem(operation, "429", "Too many requests of this tenant; `Retry-After` says when to come back.");
        }
        if (path.contains("{")) {
            problem(operation, "404", "There is no such thing, or it is another tenant's.");
        }
        if (parameters.stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()))) {
            problem(operation, "412", "It was changed since it was read.");
        }
        Map.copyOf(operation.getResponses().getAPIResponses()).forEach((status, said) -> {
            if (status.compareTo("400") >= 0) {
                problem(operation, status, said.getDescription());
            }
        });
        problem(operation, "500", "Something went wrong; nothing internal is shown.");
        problem(operation, "503", "What this needs can't be reached for now.");
    }

    /** Beside a success that somebody described, the one that SmallRye took for granted. */
    private static void removeGuess(APIResponses responses) {
        Map<String, APIResponse> all = responses.getAPIResponses();
        boolean described = all.keySet().stream().anyMatch(status -> status.startsWith("2") && !status.equals("200"));
        APIResponse guess = all.get("200");
        if (described && guess != null && saysNothing(guess)) {
            responses.removeAPIResponse("200");
        }
    }

    private static boolean saysNothing(APIResponse response) {
        return response.getContent() == null
                || response.getContent().getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .allMatch(schema -> schema == null || schema.getRef() == null && schema.getType() == null);
    }

    private static void problem(Operation operation, String status, String meaning) {
        APIResponses responses = operation.getResponses();
        APIResponse said = responses.getAPIResponse(status);
        APIResponse problem = said == null ? OASFactory.createAPIResponse().description(meaning) : said;
        if (problem.getContent() == null) {
            problem.setContent(OASFactory.createContent()
                    .addMediaType(
                            Problem.MEDIA_TYPE,
                            OASFactory.createMediaType()
                                    .schema(OASFactory.createSchema().ref(PROBLEM))));
        }
        responses.addAPIResponse(status, problem);
    }

    private static Schema problem() {
        Schema error = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("pointer", text("A JSON Pointer into the body, or ?name of a query parameter."))
                .addProperty("detail", text("What is wrong there."))
                .addRequired("pointer")
                .addRequired("detail");
        return OASFactory.createSchema()
                .description("A problem as RFC 9457 has it. Some types have members of their own beside these.")
                .addType(SchemaType.OBJECT)
                .addProperty("type", text("urn:spectrum:problem:<code>; what programs decide by."))
                .addProperty("title", text("The same for every problem of the type."))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("What is wrong this time."))
                .addProperty("instance", text("The path that was asked for."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema().addType(SchemaType.ARRAY).items(error))
                .addRequired("type")
                .addRequired("title")
                .addRequired("status")
                .addRequired("detail")
                .addExample(Map.of(
                        "type", "urn:spectrum:problem:invalid",
                        "title", "The request is invalid",
                        "status", 400,
                        "detail", "Must not be blank.",
                        "instance", "/api/v1/agents",
                        "errors", List.of(Map.of("pointer", "/name", "detail", "Must not be blank."))));
    }

    private static Map<String, Object> problem(int status, String code, String title, String detail) {
        return Map.of(
                "type", "urn:spectrum:problem:" + code,
                "title", title,
                "status", status,
                "detail", detail,
                "instance", "/api/v1/agents");
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
