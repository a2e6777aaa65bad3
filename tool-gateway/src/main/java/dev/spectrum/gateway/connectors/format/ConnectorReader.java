package dev.spectrum.gateway.connectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connectors.format.VendorConnector.Example;
import dev.spectrum.gateway.connectors.format.VendorConnector.Limits;
import dev.spectrum.gateway.connectors.format.VendorConnector.Retries;
import dev.spectrum.gateway.tools.DefinitionFiles;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads connector files. All that is wrong with a file is told, each with its line. */
public final class ConnectorReader {

    private static final Set<Integer> RETRIED = Set.of(408, 500, 502, 503, 504);
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    private final Map<String, ToolDefinition> nativeTools;
    private final Map<String, String> interfaces;

    /** @param definitions of the interfaces that a connector may implement */
    public ConnectorReader(DefinitionFiles definitions) {
        this.nativeTools =
                definitions.read().stream().collect(Collectors.toMap(ToolDefinition::name, UnaryOperator.identity()));
        this.interfaces = definitions.interfaces();
    }

    /**
     * Names that are taken.
     *
     * @param connectors by their names
     * @param tools whose they are, without those of interfaces, which many may implement
     */
    public record Taken(Map<String, VendorConnector> connectors, Map<String, VendorConnector> tools) {

        public static final Taken NOTHING = new Taken(Map.of(), Map.of());
    }

    /**
     * @param file its name, for mistakes
     * @throws BrokenFile that says all that is wrong
     */
    public VendorConnector read(String file, String text, Taken taken) throws BrokenFile {
        MarkedYaml.Read yaml = MarkedYaml.read(file, text);
        List<Mistake> mistakes = FileSchemas.violations(yaml);
        if (mistakes.isEmpty()) {
            Reading reading = new Reading(file, yaml.marks(), taken, mistakes);
            Optional<VendorConnector> connector = reading.connector((ObjectNode) yaml.content());
            if (mistakes.isEmpty() && connector.isPresent()) {
                return connector.get();
            }
        }
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        throw new BrokenFile(mistakes);
    }

    /** One file, whose structure is right already. */
    private final class Reading {

        private final String file;
        private final MarkedYaml marks;
        private final Taken taken;
        private final List<Mistake> mistakes;

        Reading(String file, MarkedYaml marks, Taken taken, List<Mistake> mistakes) {
            this.file = file;
            this.marks = marks;
            this.taken = taken;
            this.mistakes = mistakes;
        }

        /** Empty if there is a mistake without which there would be no connector. */
        Optional<VendorConnector> connector(ObjectNode root) {
            String name = root.required("name").asText();
            requireFree(
                    "/name",
                    "connector " + name,
                    Optional.ofNullable(taken.connectors().get(name)));
            ObjectNode credentials = schema(root, "credentials");
            ObjectNode settings = schema(root, "settings");
            Optional<String> role = text(root, "implements");
            role.ifPresent(held -> addRoleSetting(settings, held));
            if (root.at("/auth/type").asText().equals("oauth2")) {
                addTokens(credentials);
            }
            Optional<Template> baseUrl = template(root, "", "base_url");
            Optional<Authentication> authentication = authentication(root.required("auth"));
            Optional<VendorRequest> test = request("/test", root.required("test"));
            Example example = new Example(
                    (ObjectNode) root.withObjectProperty("example").withObjectProperty("credentials"),
                    (ObjectNode) root.withObjectProperty("example").withObjectProperty("settings"));
            mistakes.addAll(FileSchemas.misfits(marks, "/example/credentials", example.credentials(), credentials));
            mistakes.addAll(FileSchemas.misfits(marks, "/example/settings", example.settings(), settings));
            List<VendorTool> tools = tools(root, role);
            if (baseUrl.isEmpty() || authentication.isEmpty() || test.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new VendorConnector(
                    file,
                    name,
                    root.required("title").asText(),
                    role,
                    baseUrl.get(),
                    credentials,
                    settings,
                    authentication.get(),
                    statuses(root.required("auth"), "refused", REFUSED),
                    templates(root, "", "headers"),
                    limits(root.path("limits")),
                    retries(root.path("retry")),
                    expression(root.path("errors"), "/errors", "code"),
                    expression(root.path("errors"), "/errors", "message"),
                    test.get(),
                    example,
                    tools));
        }

        private void requireFree(String pointer, String what, Optional<VendorConnector> owner) {
            owner.ifPresent(other ->
                    mistakes.add(marks.at(pointer, "There is a " + what + " already, in " + other.file() + ".")));
        }

        /** What nobody has said is an object without fields. */
        private ObjectNode schema(ObjectNode root, String field) {
            if (root.get(field) instanceof ObjectNode given) {
                mistakes.addAll(FileSchemas.violations(marks, "/" + field, given));
                return given.deepCopy();
            }
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            return nothing.put("type", "object").put("additionalProperties", false);
        }

        private void addRoleSetting(ObjectNode settings, String role) {
            ObjectNode properties = settings.withObjectProperty("properties");
            properties
                    .withObjectProperty(VendorConnector.roleSetting(role))
                    .put("type", "boolean")
                    .put("default", true)
                    .put(
                            "description",
                            "Whether its tools take the place of the built-in ones. Of several connections, the newest does.");
        }

        /** What the engine keeps among the credentials. */
        private void addTokens(ObjectNode credentials) {
            ObjectNode properties = credentials.withObjectProperty("properties");
            for (String token : List.of("access_token", "refresh_token")) {
                if (!properties.has(token)) {
                    properties.putObject(token).put("type", "string");
                }
            }
            if (!properties.has("expires_at")) {
                properties
                        .putObject("expires_at")
                        .put("type", "string")
                        .put("format", "date-time")
                        .put("description", "When the access token expires.");
            }
        }

        private Limits limits(JsonNode limits) {
            return new Limits(
                    limits.path("requests_per_second").asDouble(10),
                    limits.path("concurrent").asInt(10),
                    Duration.ofSeconds(limits.path("timeout_seconds").asInt(10)),
                    Duration.ofSeconds(limits.path("deadline_seconds").asInt(30)),
                    limits.path("answer_kilobytes").asInt(2048) * 1024);
        }

        private Retries retries(JsonNode retry) {
            return new Retries(
                    statuses(retry, "statuses", RETRIED),
                    retry.path("attempts").asInt(3),
                    text(retry, "idempotency_header"));
        }

        private static Set<Integer> statuses(JsonNode parent, String field, Set<Integer> otherwise) {
            Set<Integer> statuses = new HashSet<>();
            parent.path(field).forEach(status -> statuses.add(status.asInt()));
            return parent.has(field) ? Set.copyOf(statuses) : otherwise;
        }

        private Optional<Authentication> authentication(JsonNode auth) {
            return switch (auth.required("type").asText()) {
                case "none" -> Optional.of(new Authentication.None());
                case "bearer" -> template(auth, "/auth", "token").map(Authentication.Bearer::new);
                case "header" ->
                    template(auth, "/auth", "value")
                            .map(value -> new Authentication.Header(
                                    auth.required("name").asText(), value));
                case "query" ->
                    template(auth, "/auth", "value")
                            .map(value -> new Authentication.Query(
                                    auth.required("name").asText(), value));
                case "basic" -> basic(auth);
                default -> oauth2(auth);
            };
        }

        private Optional<Authentication> basic(JsonNode auth) {
            Optional<Template> password = auth.has("password") ? template(auth, "/auth", "password") : empty();
            return template(auth, "/auth", "username")
                    .flatMap(username -> password.map(secret -> new Authentication.Basic(username, secret)));
        }

        private Optional<Template> empty() {
            return compiled("/auth", "", Template::compile);
        }

        private Optional<Authentication> oauth2(JsonNode auth) {
            return template(auth, "/auth", "token_url")
                    .map(url -> new Authentication.OAuth2(
                            Authentication.Grant.valueOf(
                                    auth.required("grant").asText().toUpperCase(Locale.ROOT)),
                            url,
                            auth.path("client").asText().equals("basic"),
                            templates(auth, "/auth", "parameters"),
                            templates(auth, "/auth", "claims"),
                            Duration.ofSeconds(auth.path("lifetime_seconds").asInt(1800))));
        }

        private List<VendorTool> tools(ObjectNode root, Optional<String> role) {
            List<VendorTool> tools = new ArrayList<>();
            Set<String> names = new HashSet<>();
            JsonNode described = root.required("tools");
            for (int i = 0; i < described.size(); i++) {
                String pointer = "/tools/" + i;
                JsonNode tool = described.get(i);
                String name = tool.required("name").asText();
                if (!names.add(name)) {
                    mistakes.add(marks.at(pointer + "/name", "The tool " + name + " is there twice."));
                }
                requireFree(
                        pointer + "/name",
                        "tool " + name,
                        Optional.ofNullable(taken.tools().get(name))
                                .filter(owner ->
                                        !owner.name().equals(root.path("name").asText())));
                definition(pointer, tool, root.required("data_source").asText(), role)
                        .flatMap(definition -> tool(pointer, tool, definition))
                        .ifPresent(tools::add);
            }
            return List.copyOf(tools);
        }

        private Optional<VendorTool> tool(String pointer, JsonNode tool, ToolDefinition definition) {
            ObjectNode example = (ObjectNode) tool.required("example");
            mistakes.addAll(FileSchemas.misfits(marks, pointer + "/example", example, definition.inputSchema()));
            List<VendorTool.Step> steps = steps(pointer, tool);
            return expression(tool, pointer, "result")
                    .map(result -> new VendorTool(
                            definition, nativeTools.containsKey(definition.name()), steps, result, example));
        }

        private Optional<ToolDefinition> definition(
                String pointer, JsonNode tool, String dataSource, Optional<String> role) {
            String name = tool.required("name").asText();
            Optional<ToolDefinition> known = Optional.ofNullable(nativeTools.get(name));
            if (known.isPresent() && role.equals(Optional.ofNullable(interfaces.get(name)))) {
                return implemented(pointer, tool, known.get());
            } else if (known.isPresent()) {
                mistakes.add(marks.at(
                        pointer + "/name",
                        "The tool " + name + " belongs to the interface " + interfaces.get(name)
                                + ", which this file does not implement."));
                return Optional.empty();
            }
            return ownDefinition(pointer, tool, dataSource);
        }

        /** The same tool in every way but that it reaches out. */
        private Optional<ToolDefinition> implemented(String pointer, JsonNode tool, ToolDefinition known) {
            for (String field : List.of("title", "description", "data_source", "annotations", "input", "output")) {
                if (tool.has(field)) {
                    mistakes.add(marks.atKey(
                            pointer + "/" + field, "The interface says the " + field + " of " + known.name() + "."));
                }
            }
            ToolAnnotations annotations = known.annotations();
            return Optional.of(new ToolDefinition(
                    known.name(),
                    known.title(),
                    known.description(),
                    known.inputSchema(),
                    known.outputSchema(),
                    new ToolAnnotations(
                            annotations.readOnlyHint(),
                            annotations.destructiveHint(),
                            annotations.idempotentHint(),
                            true),
                    known.tags()));
        }

        private Optional<ToolDefinition> ownDefinition(String pointer, JsonNode tool, String dataSource) {
            boolean complete = true;
            for (String field : List.of("title", "description", "annotations", "input", "output")) {
                if (!tool.has(field)) {
                    mistakes.add(marks.at(pointer, "The field " + field + " is required."));
                    complete = false;
                }
            }
            if (!complete) {
                return Optional.empty();
            }
            List<Mistake> inSchemas = new ArrayList<>();
            for (String field : List.of("input", "output")) {
                inSchemas.addAll(FileSchemas.violations(marks, pointer + "/" + field, tool.get(field)));
            }
            mistakes.addAll(inSchemas);
            JsonNode annotations = tool.required("annotations");
            return inSchemas.isEmpty()
                    ? Optional.of(new ToolDefinition(
                            tool.required("name").asText(),
                            tool.required("title").asText(),
                            tool.required("description").asText(),
                            tool.required("input"),
                            tool.required("output"),
                            new ToolAnnotations(
                                    annotations.required("readOnlyHint").asBoolean(),
                                    annotations.required("destructiveHint").asBoolean(),
                                    annotations.required("idempotentHint").asBoolean(),
                                    annotations.required("openWorldHint").asBoolean()),
                            List.of(text(tool, "data_source").orElse(dataSource))))
                    : Optional.empty();
        }

        private List<VendorTool.Step> steps(String pointer, JsonNode tool) {
            if (tool.has("request") == tool.has("steps")) {
                mistakes.add(marks.at(pointer, "Either a request or steps are required."));
                return List.of();
            } else if (tool.has("request")) {
                return request(pointer + "/request", tool.get("request"))
                        .map(request -> new VendorTool.Step("request", Optional.empty(), request))
                        .stream()
                        .toList();
            }
            JsonNode steps = tool.get("steps");
            return IntStream.range(0, steps.size())
                    .mapToObj(i -> step(pointer + "/steps/" + i, steps.get(i)))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<VendorTool.Step> step(String pointer, JsonNode step) {
            Optional<Expression> when = expression(step, pointer, "when");
            return request(pointer, step)
                    .map(request -> new VendorTool.Step(step.required("name").asText(), when, request));
        }

        private Optional<VendorRequest> request(String pointer, JsonNode request) {
            Optional<Expression> query = expression(request, pointer, "query");
            Optional<Expression> body = expression(request, pointer, "body");
            Map<String, Template> headers = templates(request, pointer, "headers");
            Optional<Pages> pages =
                    Optional.ofNullable(request.get("pages")).map(node -> pages(pointer + "/pages", node));
            return template(request, pointer, "path")
                    .map(path -> new VendorRequest(
                            request.required("method").asText(),
                            path,
                            query,
                            headers,
                            body,
                            request.path("encoding").asText().equals("form")
                                    ? VendorRequest.Encoding.FORM
                                    : VendorRequest.Encoding.JSON,
                            pages));
        }

        private Pages pages(String pointer, JsonNode pages) {
            return new Pages(
                    Pages.Style.valueOf(pages.required("style").asText().toUpperCase(Locale.ROOT)),
                    text(pages, "parameter"),
                    expression(pages, pointer, "next"),
                    expression(pages, pointer, "items"),
                    pages.path("size").asInt(1),
                    pages.path("first").asInt(1),
                    pages.path("all").asBoolean(),
                    pages.path("most").asInt(10));
        }

        private Map<String, Template> templates(JsonNode parent, String pointer, String field) {
            Map<String, Template> templates = new LinkedHashMap<>();
            parent.path(field)
                    .properties()
                    .forEach(each -> template(parent.get(field), pointer + "/" + field, each.getKey())
                            .ifPresent(template -> templates.put(each.getKey(), template)));
            return templates;
        }

        private Optional<Template> template(JsonNode parent, String pointer, String field) {
            return compiled(
                    pointer + "/" + MarkedYaml.escaped(field),
                    parent.required(field).asText(),
                    Template::compile);
        }

        private Optional<Expression> expression(JsonNode parent, String pointer, String field) {
            return text(parent, field)
                    .flatMap(expression -> compiled(pointer + "/" + field, expression, Expression::compile));
        }

        private <T> Optional<T> compiled(String pointer, String text, Compiler<T> compiler) {
            try {
                return Optional.of(compiler.compile(text));
            } catch (Expression.Invalid wrong) {
                mistakes.add(marks.inside(pointer, wrong.position(), String.valueOf(wrong.getMessage())));
                return Optional.empty();
            }
        }

        private static Optional<String> text(JsonNode parent, String field) {
            return Optional.ofNullable(parent.get(field)).map(JsonNode::asText);
        }
    }

    private interface Compiler<T> {

        T compile(String text) throws Expression.Invalid;
    }
}
