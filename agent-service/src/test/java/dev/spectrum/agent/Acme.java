package dev.spectrum.agent;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests of prompts and actions need to be there, made over HTTP as a member of acme does. */
public final class Acme {

    private Acme() {}

    public static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }

    public static RequestSpecification member() {
        return as(TestUser.ACME_MEMBER);
    }

    /** Creates it and gives its id. */
    public static String create(String path, Object body) {
        return created(path, body).jsonPath().getString("id");
    }

    public static Response created(String path, Object body) {
        return member().body(body).post(path).then().statusCode(201).extract().response();
    }

    /** A prompt with one user message. */
    public static Map<String, Object> prompt(String text, List<Map<String, Object>> variables) {
        Map<String, Object> prompt = new HashMap<>();
        prompt.put("name", "For a test");
        prompt.put("messages", List.of(Map.of("role", "user", "content", text)));
        prompt.put("settings", Map.of("max_tokens", 100));
        prompt.put("variable_defaults", variables);
        return prompt;
    }

    public static Map<String, Object> variable(String name, String type, Map<String, Object> more) {
        Map<String, Object> variable = new HashMap<>(more);
        variable.put("name", name);
        variable.put("type", type);
        return variable;
    }

    public static String broker(String name) {
        return create("/api/v1/brokers", Map.of("name", name));
    }

    public static void value(TestUser user, String broker, Map<String, Object> value) {
        as(user).body(value).put("/api/v1/brokers/{id}/values", broker).then().statusCode(200);
    }
}
