package dev.spectrum.gateway.connectors;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.atOnce;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.gateway.connections.ConnectionMemory;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connectors.VendorForTests.Asked;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.reach.Vendor;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * From a connection over HTTP to its vendor and back, with the vault, the guard and the engine as they run. The vendors are
 * files in a folder; only their host, localhost, is listed as an operator would list it.
 */
@QuarkusTest
class ConnectedVendorIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CALLS = 20;

    @Inject
    Credentials credentials;

    @Inject
    ConnectionMemory memory;

    @Inject
    OutboundHttp http;

    @Inject
    ConnectorCatalogue connectors;

    private final VendorForTests vendor = new VendorForTests();
    private final List<String> connections = new ArrayList<>();
    private final AtomicReference<String> goodToken = new AtomicReference<>("token-none");

    @AfterEach
    void stop() {
        disconnect();
        vendor.close();
    }

    @Test
    void aKeyReachesItsVendorAndNobodyElse() {
        vendor.answers(asked -> Reply.of(201, "{\"id\": 7}"));
        assertThat(tools(ACME_MEMBER)).doesNotContain("bearerdesk_answer_ticket");
        String id = connectBearer(vendor.namedUrl(), "desk-key-4711");
        awaitTool("bearerdesk_answer_ticket");

        Response answer = call(
                as(ACME_MEMBER), "bearerdesk_answer_ticket", Map.of("ticket_id", "a/b", "text", "It is on its way."));
        assertThat(read(answer).at("/result/answer_id").asText()).isEqualTo("7");
        Asked asked = vendor.asked().getFirst();
        assertThat(asked.target()).isEqualTo("/tickets/a%2Fb/answers");
        assertThat(asked.header("Authorization")).contains("Bearer desk-key-4711");
        assertThat(asked.body()).isEqualTo("{\"text\":\"It is on its way.\"}");
        assertThat(asked.headers().toString()).doesNotContain(ACME_MEMBER.token());

        assertThat(answer.asString() + connection(id)).doesNotContain("4711");
        assertThat(connection(id).get("status").asText()).isEqualTo("working");
        assertThat(connection(id).get("last_used_at").isNull()).isFalse();
        assertThat(tools(GLOBEX_OWNER)).doesNotContain("bearerdesk_answer_ticket");
        call(as(GLOBEX_OWNER), "bearerdesk_answer_ticket", Map.of("ticket_id", "1", "text", "x"))
                .then()
                .statusCode(404);
        assertThat(vendor.asked()).hasSize(1);
    }

    @Test
    void anExpiredTokenIsRenewedOnceForAllKeptEncryptedAndUsedFromThenOn() throws Throwable {
        vendor.answers(this::vendorWithTokens);
        String id = connectTokens(vendor.namedUrl(), "refresh-1");
        awaitTool("tokendesk_list_tickets");

        List<Response> answers = atOnce(CALLS, () -> call(as(ACME_MEMBER), "tokendesk_list_tickets", Map.of()));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(
                                read(answer).at("/result/tickets/0").asText())
                        .isEqualTo("a"));
        assertThat(tokenRequests()).hasSize(1);
        assertThat(tokenRequests().getFirst().body())
                .contains("refresh_token=refresh-1", "client_secret=desk-client-secret");

        String stored = stored(id);
        assertThat(stored).isNotEmpty().doesNotContain("token-", "refresh-", "desk-client-secret", "access_token");
        memory.forget(ACME);
        result(ACME_MEMBER, "tokendesk_list_tickets", Map.of());
        assertThat(callAsAnotherProcess().at("/tickets/0").asText()).isEqualTo("a");
        assertThat(tokenRequests()).as("the one that was kept is used").hasSize(1);

        goodToken.set("token-of-later");
        result(ACME_MEMBER, "tokendesk_list_tickets", Map.of());
        assertThat(tokenRequests()).hasSize(2);
        assertThat(tokenRequests().getLast().body())
                .as("the refresh token was kept, too")
                .contains("refresh_token=refresh-2");
        assertThat(stored(id)).isNotEqualTo(stored);
        assertThat(connection(id).get("status").asText()).isEqualTo("working");
    }

    @Test
    void aRefreshTokenThatIsNoMoreMarksTheConnection() {
        vendor.answers(this::vendorWithTokens);
        String id = connectTokens(vendor.namedUrl(), "refresh-of-another");
        awaitTool("tokendesk_list_tickets");
        assertThat(error(ACME_MEMBER, "tokendesk_list_tickets", Map.of())
                        .get("error")
                        .asText())
                .isEqualTo("connection-refused");
        assertThat(connection(id).get("status").asText()).isEqualTo("failing");
        assertThat(connection(id).get("status_reason").asText())
                .isEqualTo("Token Desk gives no access token for these credentials (400).");
    }

    @Test
    void theCrmIsTheVendorsForTheTenantThatConnectsItAndTheNativeOneForOthers() {
        vendor.answers(asked ->
                Reply.ok("[{\"id\": 7, \"text\": \"Call back.\", \"by\": \"Sam\", \"at\": \"2026-01-31T09:00:00Z\"}]"));
        connect("test_crm", vendor.namedUrl(), Map.of("api_key", "desk-key-4711"));
        await().atMost(SOON).until(() -> !tools(ACME_MEMBER).contains("revops_create_note"));
        assertThat(tools(ACME_MEMBER))
                .as("what the vendor can't do is not done behind its back")
                .contains("revops_list_notes", "calendar_list_appointments")
                .doesNotContain("revops_search_contacts", "revops_create_contact");
        assertThat(result(ACME_MEMBER, "revops_list_notes", Map.of("about", "contact", "about_id", "77"))
                        .at("/notes/0/body")
                        .asText())
                .isEqualTo("Call back.");
        assertThat(vendor.asked().getFirst().target()).isEqualTo("/contact/77/notes");
        assertThat(vendor.asked().getFirst().header("X-Api-Key")).contains("desk-key-4711");

        assertThat(tools(GLOBEX_OWNER)).contains("revops_list_notes", "revops_create_contact");
        assertThat(error(GLOBEX_OWNER, "revops_list_notes", Map.of("about", "contact", "about_id", "77"))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
        assertThat(vendor.asked()).hasSize(1);

        disconnect();
        awaitTool("revops_create_contact");
    }

    @Test
    void aVendorAtABlockedAddressIsRefusedAndNobodyConnects() {
        String bearer = connectBearer(vendor.namedUrl(), "desk-key-4711");
        String tokens = connectTokens(vendor.namedUrl(), "refresh-1");
        awaitTool("bearerdesk_answer_ticket");
        awaitTool("tokendesk_list_tickets");
        try (Vendor inside = Vendor.saying("{\"id\": 1}")) {
            for (String address : List.of(
                    "http://127.0.0.1:" + inside.port(),
                    "http://[::1]:" + inside.port(),
                    "http://2130706433:" + inside.port(),
                    "http://127.0.0.1.:" + inside.port(),
                    "http://169.254.169.254",
                    "http://10.0.0.1")) {
                move(bearer, address);
                move(tokens, address);
                assertThat(error(ACME_MEMBER, "bearerdesk_answer_ticket", Map.of("ticket_id", "1", "text", "x"))
                                .get("error")
                                .asText())
                        .as(address)
                        .isIn("address-refused", "connection-refused");
                assertThat(error(ACME_MEMBER, "tokendesk_list_tickets", Map.of())
                                .get("error")
                                .asText())
                        .as("for a token at " + address)
                        .isIn("address-refused", "connection-refused");
            }
            move(bearer, vendor.namedUrl());
            vendor.answers(
                    asked -> Reply.of(307, "").with("Location", "http://127.0.0.1:" + inside.port() + asked.target()));
            assertThat(error(ACME_MEMBER, "bearerdesk_answer_ticket", Map.of("ticket_id", "1", "text", "x"))
                            .get("error")
                            .asText())
                    .as("a redirect does not undo the request that led to it")
                    .isEqualTo("unknown-outcome");
            assertThat(inside.connections()).isZero();
        }
    }

    /** Refresh tokens work once, and an access token until there is another. */
    private Reply vendorWithTokens(Asked asked) {
        if (!asked.target().equals("/token")) {
            return asked.header("Authorization").orElse("").equals("Bearer " + goodToken.get())
                    ? Reply.ok("{\"tickets\": [\"a\"]}")
                    : Reply.of(401, "{}");
        }
        synchronized (this) {
            int number = tokenRequests().size();
            if (!asked.body().contains("refresh_token=refresh-" + number)) {
                return Reply.of(400, "{\"error\": \"invalid_grant\"}");
            }
            goodToken.set("token-" + number);
            return Reply.ok("{\"access_token\": \"token-%d\", \"refresh_token\": \"refresh-%d\", \"expires_in\": 3600}"
                    .formatted(number, number + 1));
        }
    }

    private List<Asked> tokenRequests() {
        return vendor.asked().stream()
                .filter(asked -> asked.target().equals("/token"))
                .toList();
    }

    /** With nothing in memory but what is stored. */
    private JsonNode callAsAnotherProcess() throws Throwable {
        VendorConnector connector = connectors.find("test_tokens").orElseThrow();
        UUID id = UUID.randomUUID();
        CallContext context = new CallContext(
                id,
                new Caller(ACME, "acme", "sam", "Sam Rivers", Optional.empty(), Optional.of(Role.MEMBER)),
                Optional.empty(),
                id.toString(),
                WaitingClient.SILENT);
        return VertxContextSupport.subscribeAndAwait(() -> new VendorCalls(http, credentials, Desk.JSON)
                .call(connector, connector.tools().getFirst(), context, Desk.object("{}"), Optional.empty()));
    }

    private String connectBearer(String address, String key) {
        return connect("test_bearer", address, Map.of("api_key", key));
    }

    private String connectTokens(String address, String refreshToken) {
        return connect(
                "test_tokens",
                address,
                Map.of(
                        "client_id", "id",
                        "client_secret", "desk-client-secret",
                        "access_token", "token-0",
                        "refresh_token", refreshToken,
                        "expires_at", Instant.now().minusSeconds(5).toString()));
    }

    private String connect(String connector, String address, Map<String, ?> secrets) {
        Response answer = as(ACME_ADMIN)
                .body(Map.of(
                        "connector",
                        connector,
                        "name",
                        connector + " " + UUID.randomUUID(),
                        "credentials",
                        secrets,
                        "settings",
                        Map.of("address", address)))
                .post("/api/v1/connections");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        String id = json(answer.asString()).get("id").asText();
        connections.add(id);
        return id;
    }

    private static void move(String id, String address) {
        as(ACME_ADMIN)
                .body(Map.of("name", "moved " + id, "settings", Map.of("address", address)))
                .put("/api/v1/connections/" + id)
                .then()
                .statusCode(200);
    }

    private void disconnect() {
        connections.forEach(
                id -> as(ACME_ADMIN).delete("/api/v1/connections/" + id).then().statusCode(204));
        connections.clear();
    }

    private static JsonNode connection(String id) {
        return read(as(ACME_ADMIN).get("/api/v1/connections/" + id));
    }

    private static void awaitTool(String name) {
        await().atMost(SOON).until(() -> tools(ACME_MEMBER).contains(name));
    }

    private static List<String> tools(TestUser user) {
        return read(as(user).queryParam("limit", 200).get("/api/v1/tools"))
                .get("items")
                .valueStream()
                .map(tool -> tool.get("name").asText())
                .toList();
    }

    /** What the database has of its secrets. */
    private static String stored(String id) throws SQLException {
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("select credentials from connection where id = '" + id + "'")) {
            row.next();
            return new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }
}
