package dev.spectrum.gateway.mcp;

import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes with a known token is answered by another way than the rest, and no differently. */
@QuarkusTest
class ShortWayIT {

    private static final String TOKEN = ACME_MEMBER.token();

    static Stream<List<String>> messages() {
        return Stream.of(
                List.of("/mcp", request("ping", "{}")),
                List.of("/mcp", request("tools/list", "{}")),
                List.of("/mcp", request("initialize", "{\"capabilities\": {}}")),
                List.of("/mcp", request("no/such", "{}")),
                List.of("/mcp", call("revops_search_contacts", "{\"query\": \"nobody\"}")),
                List.of("/mcp", call("revops_search_contacts", "{\"no_such\": 1}")),
                List.of("/mcp", call("there_is_no_such_tool", "{}")),
                List.of("/mcp", "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}"),
                List.of("/mcp", "{\"jsonrpc\": \"2.0\", \"id\": \"x\", \"result\": {}}"),
                List.of("/mcp", "{"),
                List.of("/mcp", "[]"),
                List.of("/mcp/agents/nobody", request("tools/list", "{}")),
                List.of("/mcp/agents/nobody", call("revops_search_contacts", "{\"query\": \"nobody\"}")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void answersAsTheOtherWay(List<String> message) {
        Response theLongWay = send(message, "Content-Encoding", "identity");
        Response theShortWay = send(message, "X-Nothing", "");

        assertThat(theShortWay.statusCode()).isEqualTo(theLongWay.statusCode());
        assertThat(theShortWay.contentType()).isEqualTo(theLongWay.contentType());
        assertThat(theShortWay.header("Mcp-Session-Id") == null).isEqualTo(theLongWay.header("Mcp-Session-Id") == null);
        assertThat(withoutIds(theShortWay)).isEqualTo(withoutIds(theLongWay));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAsTheOtherWay(List<String> header) {
        known();
        given().auth()
                .oauth2(TOKEN)
                .contentType("application/json")
                .header(header.get(0), header.get(1))
                .body(request("ping", "{}"))
                .post("/mcp")
                .then()
                .statusCode(Integer.parseInt(header.get(2)));
    }

    static Stream<List<String>> refusals() {
        return Stream.of(
                List.of("Origin", "https://evil.example", "403"),
                List.of("X-Tenant", "globex", "403"),
                List.of("Accept", "text/html", "406"),
                List.of("Idempotency-Key", "x".repeat(256), "400"));
    }

    private static void known() {
        for (int i = 0; i < 2; i++) {
            send(List.of("/mcp", request("ping", "{}")), "X-Nothing", "").then().statusCode(200);
        }
    }

    private static Response send(List<String> message, String header, String value) {
        return given().auth()
                .oauth2(TOKEN)
                .contentType("application/json")
                .header(header, value)
                .body(message.get(1))
                .post(message.get(0));
    }

    private static String withoutIds(Response answer) {
        return answer.asString().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<id>");
    }

    private static String call(String tool, String arguments) {
        return request("tools/call", "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + "}");
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}";
    }
}
