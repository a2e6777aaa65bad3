package dev.spectrum.platform;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Taking notes over HTTP. */
public final class Notes {

    private Notes() {}

    public static Response take(TestUser user, String text) {
        return as(user).body(Map.of("text", text)).post("/notes");
    }

    public static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
