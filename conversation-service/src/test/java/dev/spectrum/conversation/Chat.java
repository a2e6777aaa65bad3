package dev.spectrum.conversation;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;

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
}
