package dev.spectrum.outreach;

import static io.restassured.RestAssured.given;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** The service as its clients see it, in the words of tests. */
public final class Api {

    private static final Map<TestUser, String> TOKENS = new ConcurrentHashMap<>();

    private Api() {}

    public static RequestSpecification as(TestUser user) {
        return given().auth()
                .oauth2(TOKENS.computeIfAbsent(user, TestUser::token))
                .contentType(ContentType.JSON);
    }

    public static RequestSpecification asMember() {
        return as(TestUser.ACME_MEMBER);
    }

    public static RequestSpecification asAdmin() {
        return as(TestUser.ACME_ADMIN);
    }

    /** A lead by its fields; gives its id. */
    public static String lead(Map<String, ?> fields) {
        return created(asMember().body(fields).post("/api/v1/leads"));
    }

    /** A lead that is reached, with all that templates of these tests ask for. */
    public static String lead(String firstName, String email) {
        return lead(Map.of("first_name", firstName, "last_name", "Doe", "email", email, "company", "Initech"));
    }

    public static String sender(String address) {
        return sender(Map.of("address", address, "name", "Sam Rivers"));
    }

    /** A sender by its settings; its channel is email, and it waits for nothing unless they say so. */
    public static String sender(Map<String, ?> settings) {
        Map<String, Object> body = new HashMap<>(settings);
        body.putIfAbsent("channel", "email");
        body.putIfAbsent("pace", Map.of("from_seconds", 0, "to_seconds", 0));
        return created(asAdmin().body(body).post("/api/v1/senders"));
    }

    public static Map<String, Object> campaign(String senderId, Map<String, ?> leadFilter) {
        Map<String, Object> campaign = new HashMap<>();
        campaign.put("name", "Test");
        campaign.put("permission_mode", "autopilot");
        campaign.put(
                "sequence",
                List.of(step("Hello {{first_name}}", "Dear {{first_name}} of {{company}},\n\nhow are you?")));
        campaign.put("sender_ids", List.of(senderId));
        campaign.put("lead_filter", leadFilter);
        return campaign;
    }

    public static Map<String, Object> step(String subject, String body) {
        Map<String, Object> step = new HashMap<>();
        step.put("channel", "email");
        step.put("after_hours", 0);
        step.put("subject", subject);
        step.put("body", body);
        step.put("only_if", null);
        step.put("variants", List.of());
        step.put("personalise", null);
        return step;
    }

    /** Makes the campaign and launches it; gives its id. */
    public static String launched(Map<String, ?> campaign) {
        String id = created(asMember().body(campaign).post("/api/v1/campaigns"));
        asMember().post("/api/v1/campaigns/" + id + "/launch").then().statusCode(200);
        return id;
    }

    public static String created(Response answer) {
        return answer.then().statusCode(201).extract().path("id");
    }

    /** Imports a file and waits for its end; gives the import. */
    public static Response imported(String csv) {
        return imported(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of());
    }

    public static Response imported(byte[] csv, Map<String, String> parts) {
        RequestSpecification upload =
                asMember().contentType(ContentType.MULTIPART).multiPart("file", "leads.csv", csv, "text/csv");
        parts.forEach(upload::multiPart);
        return ended(upload.post("/api/v1/leads/import")
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    }

    public static Response ended(String importId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> asMember().get("/api/v1/leads/imports/" + importId),
                        answer -> !answer.path("status").equals("running"));
    }

    public static Response get(String path) {
        return asMember().get(path);
    }
}
