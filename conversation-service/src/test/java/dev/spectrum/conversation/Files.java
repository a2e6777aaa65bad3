package dev.spectrum.conversation;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Files as users attach them. */
public final class Files {

    private Files() {}

    /** As a member of Acme's; gives its id. */
    public static String add(String name, String text) {
        return add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public static String add(String name, byte[] content) {
        return addAs(TestUser.ACME_MEMBER, name, content)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Response addAs(TestUser user, String name, byte[] content) {
        return given().auth()
                .oauth2(user.token())
                .multiPart("file", name, content, "application/x-whatever")
                .post("/api/v1/attachments");
    }

    public static Response get(String id) {
        return Chat.as(TestUser.ACME_MEMBER).get("/api/v1/attachments/" + id);
    }

    /** Starts a conversation with a message and its files. */
    public static Response send(String role, String message, String... ids) {
        Map<String, Object> body = Chat.body(role, message);
        body.put("attachments", List.of(ids));
        return Chat.send(body);
    }
}
