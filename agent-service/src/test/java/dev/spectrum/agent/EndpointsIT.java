package dev.spectrum.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.Endpoint;
import dev.spectrum.platform.testing.EndpointMatrix;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint as every role: a new one needs its row in docs/security.md, and here what its path names, if anything. */
@QuarkusTest
class EndpointsIT {

    private static final EndpointMatrix MATRIX = EndpointMatrix.of("agent-service", "dev.spectrum.agent")
            .id("/api/v1/agents/{id}", EndpointsIT::agent)
            .id("/api/v1/agents/{id}/labels/{label}", EndpointsIT::label)
            .id("/api/v1/agents/{id}/versions/{version}", () -> agent() + "/0")
            .id("/api/v1/agents/{id}/versions/{from}/diff/{to}", () -> agent() + "/0/0")
            .id("/api/v1/tenants/{id}", TestUser.ACME::toString)
            .body("POST /api/v1/agents/import", EndpointsIT::agentFile)
            .body("PUT /api/v1/agents/order", () -> Map.of("ids", List.of()))
            .body("PUT /api/v1/agents/{id}/labels/{label}", () -> Map.of("version", 0))
            .body("POST /api/v1/agents", EndpointsIT::newAgent)
            .body("PUT /api/v1/agents/{id}", EndpointsIT::newAgent)
            .body("POST /api/v1/agents/{id}/render", Map::of)
            .body("PATCH /api/v1/tenants/{id}", () -> "{}".getBytes(StandardCharsets.UTF_8))
            .id("/api/v1/prompts/{id}", EndpointsIT::prompt)
            .id("/api/v1/prompts/{id}/restore", () -> deleted("prompts", prompt()))
            .id("/api/v1/prompts/{id}/labels/{label}", () -> labelled(prompt(), "prompts"))
            .id("/api/v1/prompts/{id}/versions/{version}", () -> prompt() + "/0")
            .id("/api/v1/prompts/{id}/versions/{from}/diff/{to}", () -> prompt() + "/0/0")
            .body("POST /api/v1/prompts/{id}/render", EndpointsIT::values)
            .id("/api/v1/brokers/{id}", EndpointsIT::broker)
            .id("/api/v1/brokers/{id}/restore", () -> deleted("brokers", broker()))
            .id("/api/v1/actions/{id}", EndpointsIT::action)
            .id("/api/v1/actions/{id}/restore", () -> deleted("actions", action()))
            .id("/api/v1/shortcuts/{id}", EndpointsIT::shortcut)
            .id("/api/v1/shortcuts/{id}/restore", () -> deleted("shortcuts", shortcut()))
            .body("PUT /api/v1/prompts/{id}/labels/{label}", () -> Map.of("version", 0))
            .body("POST /api/v1/actions", EndpointsIT::newAction)
            .body("PUT /api/v1/actions/{id}", EndpointsIT::newAction)
            .body("POST /api/v1/actions/{id}/resolve", EndpointsIT::values)
            .body("PUT /api/v1/brokers/{id}/values", EndpointsIT::newValue)
            .query("DELETE /api/v1/brokers/{id}/values", "scope=tenant")
            .body("POST /api/v1/shortcuts", EndpointsIT::newShortcut)
            .body("PUT /api/v1/shortcuts/{id}", EndpointsIT::newShortcut)
            .body("POST /api/v1/prompts/{id}/run", EndpointsIT::values)
            .body("POST /api/v1/actions/{id}/run", EndpointsIT::values)
            .body("POST /api/v1/shortcuts/{id}/run", EndpointsIT::values)
            .id("/api/v1/runs/{id}", EndpointsIT::run)
            .id("/api/v1/runs/{id}/cancel", EndpointsIT::cancelledRun)
            // Members are Keycloak's, and the tests' issuer is none: SuiteIT calls these.
            .refusalsOnly("/api/v1/members")
            .body("POST /api/v1/tenants", EndpointsIT::newTenant);

    private static boolean tenantsExist;
    private static String owner = "";

    /** Once: there are hundreds of tests here. */
    @BeforeEach
    void tenantsExist() {
        if (!tenantsExist) {
            TenantsForTests.exist();
            ScriptedServer.MODEL.forget();
            tenantsExist = true;
        }
    }

    @Test
    void theTableOfRolesIsWhatTheCodeSays() {
        assertThat(MATRIX.differences()).isEmpty();
    }

    static List<Endpoint> guarded() {
        return MATRIX.guarded();
    }

    static List<Endpoint> answering() {
        return MATRIX.answering();
    }

    static List<Endpoint> ofOneTenant() {
        return MATRIX.ofOneTenant();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void asksWhoItIs(Endpoint endpoint) {
        assertThat(MATRIX.statusWithoutToken(endpoint)).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoMayNot(Endpoint endpoint) {
        assertThat(MATRIX.statusesOfLowerRoles(endpoint))
                .isNotEmpty()
                .allSatisfy((user, status) -> assertThat(status).isEqualTo(403));
    }

    @ParameterizedTest
    @MethodSource("ofOneTenant")
    void showsNothingOfAnotherTenant(Endpoint endpoint) {
        assertThat(MATRIX.statusInAnotherTenant(endpoint)).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("answering")
    void answersWhoMay(Endpoint endpoint) {
        assertThat(MATRIX.answer(endpoint).statusCode()).isBetween(200, 299);
    }

    /** What is changed as a whole, and a body for it that differs by its number. */
    static Stream<Arguments> changeable() {
        return Stream.of(
                changed("/api/v1/agents/", EndpointsIT::agent, "name", EndpointsIT::newAgent),
                changed("/api/v1/prompts/", EndpointsIT::prompt, "name", EndpointsIT::newPrompt),
                changed("/api/v1/actions/", EndpointsIT::action, "name", EndpointsIT::newAction),
                changed("/api/v1/brokers/", EndpointsIT::broker, "name", Map::of),
                changed("/api/v1/shortcuts/", EndpointsIT::shortcut, "name", EndpointsIT::newShortcut),
                changed("/api/v1/company", () -> "", "stage", () -> Map.of("name", "Acme Corp")),
                changed("/api/v1/white-label", () -> "", "brand_name", Map::of));
    }

    private static Arguments changed(
            String path, Supplier<String> id, String field, Supplier<Map<String, Object>> whole) {
        Supplier<IntFunction<Object>> bodies = () -> {
            Map<String, Object> more = whole.get();
            return number -> {
                Map<String, Object> body = new HashMap<>(more);
                body.put(field, "By " + number);
                return body;
            };
        };
        return Arguments.of(path, id, bodies);
    }

    @ParameterizedTest
    @MethodSource("changeable")
    void ofThoseWhoReadTheSameOneChangesIt(String path, Supplier<String> id, Supplier<IntFunction<Object>> bodies) {
        IntFunction<Object> body = bodies.get();
        String at = path + id.get();
        String tag = asOwner().get(at).header("ETag");
        assertThat(atOnce(number -> asOwner()
                        .header("If-Match", tag)
                        .body(body.apply(number))
                        .put(at)))
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
    }

    @ParameterizedTest
    @MethodSource("changeable")
    void ofThoseWhoDoNotSayWhatTheyReadEachChangesItAsAWhole(
            String path, Supplier<String> id, Supplier<IntFunction<Object>> bodies) {
        IntFunction<Object> body = bodies.get();
        String at = path + id.get();
        assertThat(atOnce(number -> asOwner().body(body.apply(number)).put(at))).containsOnly(200);
        asOwner().get(at).then().statusCode(200);
    }

    @Test
    void ofThoseWhoReadTheSameTenantOnePatchesIt() {
        String at = "/api/v1/tenants/" + TestUser.ACME;
        String tag = asOwner().get(at).header("ETag");
        IntFunction<Response> patch = number -> asOwner()
                .header("If-Match", tag)
                .body(Map.of("run_retention_days", 100 + number))
                .patch(at);
        assertThat(atOnce(patch)).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(atOnce(number -> asOwner()
                        .body(Map.of("run_retention_days", 100 + number))
                        .patch(at)))
                .containsOnly(200);
    }

    private static List<Integer> atOnce(IntFunction<Response> request) {
        asOwner();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 6)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> request.apply(number).statusCode(), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static String agent() {
        return made("agents", newAgent());
    }

    private static Map<String, Object> newAgent() {
        return Map.of("name", "Matrix", "role", "matrix-" + UUID.randomUUID(), "system_prompt", "You are {role_name}.");
    }

    private static String label() {
        return labelled(agent(), "agents");
    }

    private static String labelled(String id, String things) {
        asOwner()
                .body(Map.of("version", 0))
                .put("/api/v1/" + things + "/" + id + "/labels/trial")
                .then()
                .statusCode(200);
        return id + "/trial";
    }

    private static String prompt() {
        return made("prompts", newPrompt());
    }

    private static Map<String, Object> newPrompt() {
        return Map.of(
                "name",
                "Matrix",
                "messages",
                List.of(Map.of("role", "user", "content", "Write to {{client_name}}.")),
                "variable_defaults",
                List.of(Map.of("name", "client_name")));
    }

    private static String broker() {
        String broker = made("brokers", Map.of("name", "Matrix " + UUID.randomUUID()));
        asOwner()
                .body(newValue())
                .put("/api/v1/brokers/" + broker + "/values")
                .then()
                .statusCode(200);
        return broker;
    }

    private static Object newValue() {
        return Map.of("scope", "tenant", "value", "Northwind");
    }

    private static String action() {
        return made("actions", newAction());
    }

    private static Map<String, Object> newAction() {
        return Map.of("name", "Matrix", "prompt_id", prompt());
    }

    private static String shortcut() {
        return made("shortcuts", newShortcut());
    }

    private static Object values() {
        return Map.of("variables", Map.of("client_name", "Dana"));
    }

    private static String run() {
        return given().auth()
                .oauth2(TestUser.ACME_MEMBER.token())
                .contentType(ContentType.JSON)
                .body(values())
                .post("/api/v1/prompts/" + prompt() + "/run")
                .then()
                .statusCode(200)
                .extract()
                .path("run_id");
    }

    /** The end of a run is not changed by a cancellation; RunIT cancels one that is under way. */
    private static String cancelledRun() {
        String run = run();
        try (Connection owner = Catalogue.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', false)");
            sql.execute("update run set status = 'cancelled', error_code = 'cancelled' where id = '" + run + "'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return run;
    }

    private static Map<String, Object> newShortcut() {
        return Map.of("name", "Matrix", "prompt_id", prompt());
    }

    private static String deleted(String things, String id) {
        asOwner().delete("/api/v1/" + things + "/" + id).then().statusCode(204);
        return id;
    }

    private static String made(String things, Object body) {
        return asOwner()
                .body(body)
                .post("/api/v1/" + things)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification asOwner() {
        if (owner.isEmpty()) {
            owner = TestUser.ACME_OWNER.token();
        }
        return given().auth().oauth2(owner).contentType(ContentType.JSON);
    }

    private static Object agentFile() {
        return ("role: matrix-" + UUID.randomUUID() + "\nname: Matrix\nsystem_prompt: You are {role_name}.\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Object newTenant() {
        return Map.of(
                "name",
                "Matrix",
                "slug",
                "matrix-" + UUID.randomUUID(),
                "owner_email",
                "o@matrix.test",
                "tier",
                "ignition");
    }
}
