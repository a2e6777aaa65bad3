package dev.spectrum.outreach.templates;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.get;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TemplateIT {

    private final Map<String, String> template = new HashMap<>(
            Map.of("name", "First contact", "channel", "email", "subject", "Hi {{first_name}}", "body", "Dear"));

    @BeforeEach
    void noneIsThere() {
        Database.empty();
    }

    @Test
    void isKeptChangedAndDeleted() {
        String path = "/api/v1/templates/" + created(asMember().body(template).post("/api/v1/templates"));
        get(path).then().header("ETag", "\"0\"").body("subject", equalTo("Hi {{first_name}}"));
        template.put("body", "Hello");
        asMember()
                .header("If-Match", "\"0\"")
                .body(template)
                .put(path)
                .then()
                .statusCode(200)
                .body("body", equalTo("Hello"));
        asMember().header("If-Match", "\"0\"").body(template).put(path).then().statusCode(412);
        get("/api/v1/templates").then().body("items.name", contains("First contact"));
        asMember().delete(path).then().statusCode(204);
        get(path).then().statusCode(404);
        get("/api/v1/templates").then().body("items", empty());
        created(asMember().body(template).post("/api/v1/templates"));
    }

    @Test
    void aNameIsOneTemplates() {
        created(asMember().body(template).post("/api/v1/templates"));
        template.put("name", "first CONTACT");
        asMember()
                .body(template)
                .post("/api/v1/templates")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:name-taken"));
    }

    @Test
    void refusesWhatNoMessageCanSay() {
        template.put("body", "{{shoe_size}}");
        template.put("subject", "");
        asMember()
                .body(template)
                .post("/api/v1/templates")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/subject", "/body"));
        template.put("channel", "sms");
        template.put("subject", "x");
        template.put("body", "y");
        asMember().body(template).post("/api/v1/templates").then().statusCode(400);
    }
}
