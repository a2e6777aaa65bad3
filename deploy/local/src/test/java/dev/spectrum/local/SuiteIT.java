package dev.spectrum.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.local.demo.Demo;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole suite as {@code ./spectrum up} starts it, used through the edge with tokens from Keycloak. The first test is the
 * main job; the others use what it left.
 */
@TestMethodOrder(OrderAnnotation.class)
class SuiteIT {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] TOPICS = {
        "spectrum.agent.state", "spectrum.conversation.events", "spectrum.gateway.events", "spectrum.outreach.events"
    };

    @TempDir
    static Path folder;

    private static Home home;
    private static Map<String, String> environment;
    private static Stack stack;

    @BeforeAll
    static void up() {
        home = new Home(PROJECT, folder);
        environment = Map.of(Settings.PORT_BASE, Integer.toString(freeBlock()));
        new Launcher(home, environment, System.out).up();
        stack = new Launcher(home, environment, System.out).stack();
    }

    @AfterAll
    static void downLeavesNoProcessBehind() {
        List<ProcessHandle> processes = stack.members().stream()
                .flatMap(member -> new Processes(home).find(member).stream())
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(stack.members().size());
        new Launcher(home, environment, System.out).down();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    @Order(1)
    void theMainJobRunsEndToEnd() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exitCode = Demo.run(
                URI.create(stack.publicUrl()),
                token("owner@acme.test"),
                stack.mail().messagesUri(),
                stack.kafka().bootstrapServers(),
                PROJECT.resolve("deploy/local/demo"),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        String output = printed.toString(StandardCharsets.UTF_8);
        System.out.println(output);
        assertThat(exitCode).as(output).isZero();
        assertThat(output)
                .contains("Who should I call today?", "revops_search_opportunities", "In the CRM: ")
                .contains("200 rows")
                .contains("In-Reply-To: <", "List-Unsubscribe: <")
                .contains("conversation.turn.completed", "gateway.tool.called", "outreach.touch.sent");
    }

    @Test
    @Order(2)
    void everyEventKeepsItsContract() {
        try (KafkaEvents events = KafkaEvents.at(stack.kafka().bootstrapServers(), TOPICS)) {
            assertThat(events.all())
                    .extracting(KafkaEvent::type)
                    .contains(
                            "dev.spectrum.agent.tenant.changed.v1",
                            "dev.spectrum.agent.agent.changed.v1",
                            "dev.spectrum.conversation.conversation.started.v1",
                            "dev.spectrum.conversation.turn.completed.v1",
                            "dev.spectrum.gateway.tool.called.v1",
                            "dev.spectrum.outreach.lead.imported.v1",
                            "dev.spectrum.outreach.campaign.launched.v1",
                            "dev.spectrum.outreach.touch.sent.v1");
        }
    }

    @Test
    void aSecondUpDoesNothing() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Launcher(home, environment, new PrintStream(printed, true, StandardCharsets.UTF_8)).up();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("nothing to do");
    }

    @Test
    void whoIsNotSignedInIsRefused() {
        given().spec(edge())
                .body(Map.of("agent_role", "sales", "message", "Hello"))
                .post("/api/chat/send")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void aViewerDoesNotWrite() {
        chat("viewer@acme.test", "Hello", null).statusCode(403).contentType("application/problem+json");
        as("viewer@acme.test")
                .body(Map.of("channel", "email", "address", "a@b.example"))
                .post("/api/v1/senders")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherTenantsConversationDoesNotExist() {
        String conversation = chat("owner@acme.test", "Which deals close this month?", null)
                .statusCode(200)
                .extract()
                .path("conversation_id");
        as("owner@globex.test")
                .get("/api/v1/conversations/" + conversation + "/messages")
                .then()
                .statusCode(404);
        chat("owner@globex.test", "And then?", conversation).statusCode(404);
    }

    @Test
    void badRequestsAreNamed() {
        chat("owner@acme.test", " ", null).statusCode(400).body("errors.pointer", hasItem("/message"));
        chat("owner@acme.test", "x".repeat(33_000), null).statusCode(413);
        as("owner@acme.test")
                .body("{\"agent_role\": ")
                .post("/api/chat/send")
                .then()
                .statusCode(400);
        as("owner@acme.test")
                .body(Map.of("agent_role", "astrologer", "message", "Hello"))
                .post("/api/chat/send")
                .then()
                .statusCode(404);
    }

    @Test
    void anAgentSeesAndCallsOnlyWhatItMay() {
        Map<String, Object> list = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list");
        mcp("revenue", list)
                .statusCode(200)
                .body("result.tools.name", hasItem("revops_search_opportunities"))
                .body("result.tools.name", not(hasItem("send_email")))
                .body("result.tools.name", not(hasItem("revops_create_contact")));
        mcp("revenue", toolCall("revops_create_contact", Map.of("first_name", "Mallory", "email", "m@x.example")))
                .body("result.content", equalTo(null))
                .body("error.message", containsString("revops_create_contact"));
        mcp("sales", list).body("result.tools.name", hasItem("revops_create_contact"));
    }

    @Test
    void aChangedAgentReachesTheNextTurn() {
        String id = as("admin@acme.test").get("/api/v1/agents").path("items.find { it.role == 'operations' }.id");
        Map<String, Object> agent =
                new HashMap<>(as("admin@acme.test").get("/api/v1/agents/" + id).as(Map.class));
        agent.put("enabled", false);
        as("admin@acme.test").body(agent).put("/api/v1/agents/" + id).then().statusCode(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> chatStatus("operations") == 404);
        agent.put("enabled", true);
        as("admin@acme.test").body(agent).put("/api/v1/agents/" + id).then().statusCode(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> chatStatus("operations") == 200);
    }

    @Test
    void healthIsAggregatedAndNothingElseOfTheServicesIsOpen() {
        given().spec(edge())
                .get("/api/v1/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("services.conversation-service.dependencies.redis", equalTo("UP"));
        given().spec(edge()).get("/q/metrics").then().statusCode(404);
    }

    /** Its reader is another program, which has to find itself among the service's libraries. */
    @Test
    void aPdfIsReadAndSentToAnAgent() {
        String pdf = """
                %PDF-1.4
                1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
                2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
                3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R
                  /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
                4 0 obj <</Length 40>> stream
                BT /F1 12 Tf 10 100 Td (Northwind) Tj ET
                endstream endobj
                trailer <</Root 1 0 R>>
                """;
        String id = as("owner@acme.test")
                .contentType("multipart/form-data")
                .multiPart("file", "offer.pdf", pdf.getBytes(StandardCharsets.US_ASCII))
                .post("/api/v1/attachments")
                .then()
                .statusCode(201)
                .body("media_type", equalTo("application/pdf"))
                .extract()
                .path("id");

        as("owner@acme.test")
                .body(Map.of("agent_role", "sales", "message", "Sum it up", "attachments", List.of(id)))
                .post("/api/chat/send")
                .then()
                .statusCode(200);
    }

    @Test
    void withoutKafkaRequestsSucceedAndEventsGoOutWhenItIsBack() {
        String conversation;
        launcher().stop("kafka");
        try {
            conversation = chat("owner@acme.test", "Find contacts at Northwind", null)
                    .statusCode(200)
                    .extract()
                    .path("conversation_id");
        } finally {
            launcher().start("kafka");
        }
        try (KafkaEvents events = KafkaEvents.at(stack.kafka().bootstrapServers(), TOPICS)) {
            events.await(event -> event.type().equals("dev.spectrum.conversation.turn.completed.v1")
                    && event.data().get("conversation_id").asText().equals(conversation));
        }
    }

    @Test
    void withoutRedisAChatGoesOn() {
        String conversation = chat("owner@acme.test", "Who should I call today?", null)
                .statusCode(200)
                .extract()
                .path("conversation_id");
        String followUp = "What is the phone number of the second one?";
        String answer =
                chat("owner@acme.test", followUp, conversation).extract().path("message");
        launcher().stop("redis");
        try {
            assertThat(chat("owner@acme.test", followUp, conversation)
                            .statusCode(200)
                            .extract()
                            .<String>path("message"))
                    .isEqualTo(answer);
        } finally {
            launcher().start("redis");
        }
    }

    @Test
    void withoutTheModelTheMessageIsKeptAndTheTurnCanBeRetried() {
        Map<String, Object> turn = new HashMap<>();
        turn.put("agent_role", "sales");
        turn.put("message", "Which deals close this month?");
        turn.put("client_message_id", UUID.randomUUID().toString());
        launcher().stop("demo-model");
        String conversation;
        try {
            Response failed = as("owner@acme.test").body(turn).post("/api/chat/send");
            failed.then()
                    .statusCode(502)
                    .contentType("application/problem+json")
                    .body("retryable", equalTo(true));
            conversation = failed.path("conversation_id");
        } finally {
            launcher().start("demo-model");
        }
        String run = as("owner@acme.test")
                .body(turn)
                .post("/api/chat/send")
                .then()
                .statusCode(200)
                .body("conversation_id", equalTo(conversation))
                .extract()
                .path("run_id");
        await().untilAsserted(() -> as("owner@acme.test")
                .get("/api/v1/runs/" + run)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("source", equalTo("turn"))
                .body("tasks.status", hasItems("failed", "completed")));
        assertThat(as("owner@acme.test")
                        .get("/api/v1/conversations/" + conversation + "/messages")
                        .<List<String>>path("items.findAll { it.role == 'user' }.content"))
                .hasSize(1);
    }

    @Test
    void logsAreJsonWithTenantAndTraceAndWithoutSecrets() throws IOException {
        String token = token("owner@acme.test");
        launcher().stop("redis");
        try {
            // The service says that it does without Redis, on behalf of this tenant.
            given().spec(edge())
                    .auth()
                    .oauth2(token)
                    .body(Map.of("agent_role", "sales", "message", "Find contacts at Northwind"))
                    .post("/api/chat/send")
                    .then()
                    .statusCode(200);
        } finally {
            launcher().start("redis");
        }
        for (String service : List.of("agent-service", "conversation-service", "tool-gateway", "outreach-service")) {
            assertThat(Files.readString(home.log(service)).lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
        for (Stack.Member member : stack.members()) {
            assertThat(Files.readString(home.log(member.name())))
                    .doesNotContain(token)
                    .doesNotContain(token.substring(token.lastIndexOf('.')));
        }
        assertThat(Files.readString(home.log("conversation-service")).lines().map(SuiteIT::json))
                .anySatisfy(line -> {
                    assertThat(line.at("/mdc/tenant_id").asText()).isEqualTo("01990000-0000-7000-8000-000000000001");
                    assertThat(line.at("/mdc/traceId").asText()).hasSize(32);
                    assertThat(line.get("service").asText()).isEqualTo("conversation-service");
                });
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException noJson) {
            throw new AssertionError("no JSON: " + line, noJson);
        }
    }

    @Nested
    class WithAKilledService extends KilledService {}

    @Nested
    class WithTenantsAndMembers extends TenantsAndMembers {}

    private static int chatStatus(String role) {
        return as("owner@acme.test")
                .body(Map.of("agent_role", role, "message", "What appointments do I have?"))
                .post("/api/chat/send")
                .statusCode();
    }

    private static ValidatableResponse chat(String user, String message, @Nullable String conversation) {
        Map<String, Object> body = new HashMap<>();
        body.put("agent_role", "sales");
        body.put("message", message);
        body.put("conversation_id", conversation);
        return as(user).body(body).post("/api/chat/send").then();
    }

    private static ValidatableResponse mcp(String role, Map<String, Object> message) {
        return as("owner@acme.test")
                .header("MCP-Protocol-Version", "2025-11-25")
                .accept("application/json, text/event-stream")
                .body(message)
                .post("/mcp/agents/" + role)
                .then();
    }

    private static Map<String, Object> toolCall(String tool, Map<String, Object> arguments) {
        return Map.of(
                "jsonrpc",
                "2.0",
                "id",
                2,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments));
    }

    static RequestSpecification as(String user) {
        return given().spec(edge()).auth().oauth2(token(user)).contentType(ContentType.JSON);
    }

    static RequestSpecification edge() {
        return new RequestSpecBuilder()
                .setBaseUri(stack.publicUrl())
                .setContentType(ContentType.JSON)
                .build();
    }

    static String token(String user) {
        return new Tokens(stack.ports()).accessToken(user, Optional.empty());
    }

    static Stack stack() {
        return stack;
    }

    static Launcher launcher() {
        return new Launcher(home, environment, System.out);
    }

    /** Ports that nobody listens on now: a stack takes fourteen in a row. */
    private static int freeBlock() {
        return Stream.iterate(21_000, base -> base < 32_000, base -> base + 100)
                .filter(base -> IntStream.range(base, base + 14).noneMatch(PortCheck::isOccupied))
                .findFirst()
                .orElseThrow();
    }
}
