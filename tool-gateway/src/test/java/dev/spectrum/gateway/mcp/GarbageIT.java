package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.mcp.McpForTests.MODERN;
import static dev.spectrum.gateway.mcp.McpForTests.requireValid;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no MCP message, or hardly one. */
@QuarkusTest
class GarbageIT {

    @Test
    void whatIsNotJsonIsAParseError() {
        for (String body :
                List.of("", "   ", "hello", "{", "{\"jsonrpc\": \"2.0\"}}", "{\"a\": 1} {\"b\": 2}", "\u0000")) {
            requireError(body, -32700);
        }
        requireError("[".repeat(100_000), -32700);
    }

    @Test
    void whatCouldBeUnderstoodInTwoWaysOrKeptNowhereIsAParseError() {
        String ping = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
        as(ACME_MEMBER).body(ping).post("/mcp").then().statusCode(200);
        for (String body : List.of(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 2, \"method\": \"ping\"}",
                call("{\"name\": \"revops_get_contact\", \"name\": \"revops_delete_contact\", \"arguments\": {}}"),
                call("{\"name\": \"revops_search_contacts\", \"arguments\": {\"query\": \"a\", \"query\": \"b\"}}"),
                call("{\"name\": \"revops_search_contacts\", \"arguments\": {\"query\": \"a\\u0000b\"}}"),
                call("{\"name\": \"revops_search_contacts\", \"arguments\": {\"a\\u0000b\": 1}}"),
                "{\"jsonrpc\": \"2.0\", \"id\": \"\\u0000\", \"method\": \"ping\"}",
                ping + ping,
                ping + " null",
                ping + "]")) {
            assertThat(requireError(body, -32700).has("id")).isFalse();
        }
    }

    private static String call(String params) {
        return "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": " + params + "}";
    }

    @Test
    void whatIsNoRequestIsInvalid() {
        for (String body : List.of(
                "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
                "[]",
                "7",
                "null",
                "{}",
                "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}",
                "{\"id\": 1, \"method\": \"ping\"}",
                "{\"jsonrpc\": 2.0, \"id\": 1, \"method\": \"ping\"}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 7}",
                "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}",
                "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"ping\"}",
                "{\"jsonrpc\": \"2.0\", \"method\": \"tools/list\"}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}")) {
            requireError(body, -32600);
        }
    }

    @Test
    void anErrorCarriesTheIdWhereThereIsOne() {
        assertThat(requireError("{\"jsonrpc\": \"1.0\", \"id\": \"mine\", \"method\": \"ping\"}", -32600)
                        .get("id")
                        .asText())
                .isEqualTo("mine");
        assertThat(requireError("[]", -32600).has("id")).isFalse();
    }

    @Test
    void paramsAreAnObject() {
        requireError("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\", \"params\": [1]}", -32602);
        requireError(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"arguments\": {}}}",
                -32602);
        requireError(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": 7}}", -32602);
        requireError(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\","
                        + " \"params\": {\"name\": \"revops_get_contact\", \"arguments\": [1]}}",
                -32602);
    }

    @Test
    void anotherMediaTypeIsNotUnderstood() {
        as(ACME_MEMBER)
                .contentType(ContentType.TEXT)
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(415);
    }

    @Test
    void anEndlessMessageIsTooLarge() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + ACME_MEMBER.token() + "\r\nContent-Length: 50000000\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 413");
        }
    }

    private static JsonNode requireError(String body, int code) {
        Response answer = as(ACME_MEMBER).body(body).post("/mcp");
        assertThat(answer.statusCode()).as(body + " -> " + answer.asString()).isEqualTo(400);
        JsonNode message = json(answer.asString());
        requireValid(message, MODERN, "JSONRPCErrorResponse");
        assertThat(message.at("/error/code").asInt()).as(body).isEqualTo(code);
        return message;
    }
}
