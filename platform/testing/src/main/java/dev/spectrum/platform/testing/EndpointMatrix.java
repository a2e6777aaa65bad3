package dev.spectrum.platform.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service's endpoints by role: every endpoint that the code has is in the table of {@code docs/security.md}, with the role
 * that the code asks for, and is called as each of the roles. What a call sends is the example of the service's OpenAPI
 * document, unless a test says otherwise; what its path names is made by the test, anew for each call. What is sent and
 * answered is held to that document.
 */
public final class EndpointMatrix {

    private static final Path TABLES = Path.of("..", "docs", "security.md");
    private static final Pattern TEMPLATE = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** From the least to the most. */
    private static final Map<String, TestUser> HOLDERS = holders();

    private final String service;
    private final List<Endpoint> endpoints;
    private final Map<String, Supplier<String>> ids = new HashMap<>();
    private final Map<String, Supplier<Object>> bodies = new HashMap<>();
    private final Map<String, String> queries = new HashMap<>();
    private final List<String> refusalsOnly = new ArrayList<>();
    private final List<String> answeredElsewhere = new ArrayList<>();
    private final Map<TestUser, String> tokens = new EnumMap<>(TestUser.class);
    private final Map<Supplier<String>, String> shown = new HashMap<>();
    private final OpenApiIsKept openApiIsKept = new OpenApiIsKept();
    private @Nullable JsonNode openApi;

    private EndpointMatrix(String service, List<Endpoint> endpoints) {
        this.service = service;
        this.endpoints = endpoints;
    }

    /**
     * @param service whose section of the tables it is
     * @param packageName where its resources are
     */
    public static EndpointMatrix of(String service, String packageName) {
        return new EndpointMatrix(service, Endpoint.in(packageName));
    }

    private static Map<String, TestUser> holders() {
        Map<String, TestUser> holders = new LinkedHashMap<>();
        holders.put("viewer", TestUser.ACME_VIEWER);
        holders.put("member", TestUser.ACME_MEMBER);
        holders.put("admin", TestUser.ACME_ADMIN);
        holders.put("owner", TestUser.ACME_OWNER);
        holders.put("platform_admin", TestUser.ROOT);
        return holders;
    }

    /**
     * How something of acme's is made whose id ends this path.
     *
     * @param path with one template at its end, such as {@code /api/v1/agents/{id}}; longer paths that begin so use it too;
     *     or one endpoint with its method, such as {@code PATCH /api/v1/agents/{id}}
     */
    public EndpointMatrix id(String path, Supplier<String> made) {
        ids.put(path, made);
        return this;
    }

    /** What a call sends where the example won't do, such as a name that may be used once; of a form the file's bytes. */
    public EndpointMatrix body(String endpoint, Supplier<Object> body) {
        bodies.put(endpoint, body);
        return this;
    }

    /** The query of a call that needs one. */
    public EndpointMatrix query(String endpoint, String query) {
        queries.put(endpoint, query);
        return this;
    }

    /** Paths that begin so answer something only with what this test does not have: that they refuse is tried, and no more. */
    public EndpointMatrix refusalsOnly(String path) {
        refusalsOnly.add(path);
        return this;
    }

    /** The same, but what their paths name can be made: that they show nothing of another tenant is tried as well. */
    public EndpointMatrix answeredElsewhere(String path) {
        answeredElsewhere.add(path);
        return this;
    }

    /** Those that ask for a token, and can be tried to the end. */
    public List<Endpoint> answering() {
        return tried().filter(endpoint -> !begins(endpoint, answeredElsewhere)).toList();
    }

    private Stream<Endpoint> tried() {
        return guarded().stream().filter(endpoint -> !begins(endpoint, refusalsOnly));
    }

    private static boolean begins(Endpoint endpoint, List<String> paths) {
        return paths.stream().anyMatch(path -> endpoint.path().startsWith(path));
    }

    /** Those that ask for a token. */
    public List<Endpoint> guarded() {
        return endpoints.stream()
                .filter(endpoint -> !endpoint.role().equals(Endpoint.OPEN))
                .toList();
    }

    /** Those whose path names something of one tenant's. */
    public List<Endpoint> ofOneTenant() {
        return tried().filter(endpoint -> endpoint.hasId() && !endpoint.role().equals("platform_admin"))
                .toList();
    }

    /** Where the code and the table differ: rows to add, to take away, and endpoints that say no role. */
    public List<String> differences() {
        List<String> rows = rows();
        List<String> differences = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.role().equals(Endpoint.UNSAID)) {
                differences.add("no @RolesAllowed: " + endpoint);
            } else if (!rows.contains(endpoint.row())) {
                differences.add("missing in the table: " + endpoint.row());
            }
        }
        List<String> known = endpoints.stream().map(Endpoint::row).toList();
        rows.stream().filter(row -> !known.contains(row)).forEach(row -> differences.add("not in the code: " + row));
        return differences;
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("^#+ ", "");
            } else if (section.equals(service) && line.matches("\\| [A-Z]+ \\| /.*")) {
                rows.add(line.strip());
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(TABLES);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** 401 is right. */
    public int statusWithoutToken(Endpoint endpoint) {
        return call(endpoint, given(), randomId()).statusCode();
    }

    /** Of everybody who holds less than the endpoint's role, and of somebody without a tenant; 403 is right. */
    public Map<TestUser, Integer> statusesOfLowerRoles(Endpoint endpoint) {
        Map<TestUser, Integer> statuses = new LinkedHashMap<>();
        statuses.put(TestUser.STRANGER, status(endpoint, TestUser.STRANGER));
        for (Map.Entry<String, TestUser> holder : HOLDERS.entrySet()) {
            if (endpoint.roles().contains(holder.getKey())) {
                break;
            } else if (!holder.getKey().equals("platform_admin")) {
                statuses.put(holder.getValue(), status(endpoint, holder.getValue()));
            }
        }
        return statuses;
    }

    private int status(Endpoint endpoint, TestUser user) {
        return call(endpoint, as(user), randomId()).statusCode();
    }

    /** Of globex's owner, who asks for something of acme's; 404 is right. */
    public int statusInAnotherTenant(Endpoint endpoint) {
        // It changes nothing that is there, so one will do for all that are made alike.
        return call(endpoint, as(TestUser.GLOBEX_OWNER), shown.computeIfAbsent(maker(endpoint), Supplier::get))
                .statusCode();
    }

    /** Of somebody who holds the endpoint's role and no more; 2xx is right. */
    public Response answer(Endpoint endpoint) {
        return call(endpoint, as(holder(endpoint)), endpoint.hasId() ? id(endpoint) : "");
    }

    private static TestUser holder(Endpoint endpoint) {
        return endpoint.roles().stream()
                .map(HOLDERS::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody in the tests holds the role of " + endpoint));
    }

    private RequestSpecification as(TestUser user) {
        return given().auth().oauth2(tokens.computeIfAbsent(user, TestUser::token));
    }

    private static String randomId() {
        return UUID.randomUUID().toString();
    }

    private String id(Endpoint endpoint) {
        return maker(endpoint).get();
    }

    private Supplier<String> maker(Endpoint endpoint) {
        String path = endpoint.path();
        return ids.entrySet().stream()
                .filter(known -> path.equals(known.getKey())
                        || path.startsWith(known.getKey() + "/")
                        || endpoint.toString().equals(known.getKey()))
                .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
                .orElseThrow(() -> new IllegalStateException(
                        "No test says how the id in " + path + " is made: EndpointMatrix.id(...)"))
                .getValue();
    }

    /** @param id one for each template of the path, joined by slashes */
    private Response call(Endpoint endpoint, RequestSpecification request, String id) {
        String[] values = id.split("/", -1);
        Matcher template = TEMPLATE.matcher(endpoint.path());
        StringBuilder path = new StringBuilder();
        for (int i = 0; template.find(); i++) {
            template.appendReplacement(path, Matcher.quoteReplacement(values[Math.min(i, values.length - 1)]));
        }
        template.appendTail(path);
        if (!endpoint.method().equals("GET") && !endpoint.method().equals("DELETE")) {
            addBody(endpoint, request);
        }
        String query = queries.get(endpoint.toString());
        return request.filter(openApiIsKept).request(endpoint.method(), path + (query == null ? "" : "?" + query));
    }

    private void addBody(Endpoint endpoint, RequestSpecification request) {
        if (endpoint.mediaType().startsWith("multipart/")) {
            Supplier<Object> file = bodies.get(endpoint.toString());
            request.multiPart("file", "file.csv", file == null ? new byte[0] : (byte[]) file.get());
            return;
        }
        Object body = body(endpoint);
        request.contentType(endpoint.mediaType());
        if (body instanceof byte[] bytes) {
            request.body(bytes);
        } else if (body != null) {
            request.body(body);
        }
    }

    private @Nullable Object body(Endpoint endpoint) {
        Supplier<Object> said = bodies.get(endpoint.toString());
        if (said != null) {
            return said.get();
        }
        JsonNode content = openApi()
                .path("paths")
                .path(endpoint.path())
                .path(endpoint.method().toLowerCase(Locale.ROOT))
                .at("/requestBody/content/application~1json");
        String schema = content.at("/schema/$ref").asText();
        return Stream.concat(
                        content.path("examples").valueStream().map(example -> example.path("value")),
                        schema.isEmpty()
                                ? Stream.empty()
                                : openApi()
                                        .at(schema.substring(1))
                                        .path("examples")
                                        .valueStream())
                .findFirst()
                .map(JsonNode::toString)
                .orElse(null);
    }

    private JsonNode openApi() {
        JsonNode known = openApi;
        if (known == null) {
            try {
                known = JSON.readTree(given().get("/q/openapi?format=json").asString());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            openApi = known;
        }
        return known;
    }
}
