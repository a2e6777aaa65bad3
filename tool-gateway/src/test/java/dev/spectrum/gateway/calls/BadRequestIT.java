package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadRequestIT {

    private static final String PATH = "/api/v1/tools/revops_search_contacts/call";

    @Test
    void refusesWhatIsNotTheJsonExpected() {
        as(ACME_MEMBER).body("{\"arguments\": ").post(PATH).then().statusCode(400);
        as(ACME_MEMBER)
                .body("{\"arguments\": [1]}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/arguments"));
        as(ACME_MEMBER).post(PATH).then().statusCode(400);
        as(ACME_MEMBER)
                .contentType(ContentType.TEXT)
                .body("hello")
                .post(PATH)
                .then()
                .statusCode(415);
    }

    @Test
    void noArgumentsAreEmptyOnes() {
        as(ACME_MEMBER).body("{}").post(PATH).then().statusCode(200).body("is_error", equalTo(false));
        as(ACME_MEMBER).body("{\"arguments\": null}").post(PATH).then().statusCode(200);
    }

    @Test
    void anUnheardOfNumberIsNoAccident() {
        as(ACME_MEMBER)
                .body("{\"arguments\": {\"min_value_usd\": 1e999999}}")
                .post("/api/v1/tools/revops_search_opportunities/call")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/arguments/min_value_usd"));
    }

    /** The server doesn't wait for it: the answer comes as soon as the length is known. */
    @Test
    void anEndlessBodyIsTooLarge() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + ACME_MEMBER.token() + "\r\nContent-Length: 5000000\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aVeryLongToolNameIsRecordedCut() {
        call(as(ACME_MEMBER), "x".repeat(2_000), Map.of()).then().statusCode(404);
        call(as(ACME_MEMBER), "a\u0000b", Map.of()).then().statusCode(404);
    }
}
