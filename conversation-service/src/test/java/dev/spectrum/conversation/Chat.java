package dev.spectrum.conversation;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The HTTP API as users call it. */
public final class Chat {

    private Chat() {}

    public static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }

    /** As a member of Acme's. */
    public static Response send(Map<String, Object> body) {
        return as(TestUser.ACME_MEMBER).body(body).post("/api/chat/send");
    }

    /** Starts a conversation. */
    public static Response send(String role, String message) {
        return send(body(role, message));
    }

    /** Goes on with a conversation. */
    public static Response send(String role, String message, String conversation) {
        Map<String, Object> body = body(role, message);
        body.put("conversation_id", conversation);
        return send(body);
    }

    public static Map<String, Object> body(String role, String message) {
        Map<String, Object> body = new HashMap<>();
        body.put("agent_role", role);
        body.put("message", message);
        return body;
    }

    /** Hangs up without an answer, when that is so. */
    public static void sendAndLeave(Map<String, Object> body, Callable<Boolean> when) throws IOException {
        URI here = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
        String json = ScriptedGateway.write(body);
        try (Socket socket = new Socket(here.getHost(), here.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/chat/send HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + TestUser.ACME_MEMBER.token() + "\r\nContent-Length: "
                            + json.length() + "\r\n\r\n" + json)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(when);
        }
    }
}
