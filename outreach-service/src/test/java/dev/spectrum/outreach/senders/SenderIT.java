package dev.spectrum.outreach.senders;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.sender;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SenderIT {

    @BeforeEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void keepsEveryField() {
        String id = sender(Map.of(
                "address",
                " Sam@ACME.test",
                "name",
                "Sam Rivers",
                "connection_id",
                "01990000-0000-7000-8000-0000000000ff",
                "daily_limit",
                20,
                "send_window",
                Map.of("from", "08:00", "to", "18:00", "days", List.of("tue", "mon"), "time_zone", "Europe/Berlin")));
        get("/api/v1/senders/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("channel", equalTo("email"))
                .body("address", equalTo("sam@acme.test"))
                .body("name", equalTo("Sam Rivers"))
                .body("connection_id", equalTo("01990000-0000-7000-8000-0000000000ff"))
                .body("daily_limit", equalTo(20))
                .body("send_window.from", equalTo("08:00"))
                .body("send_window.to", equalTo("18:00"))
                .body("send_window.days", contains("mon", "tue"))
                .body("send_window.time_zone", equalTo("Europe/Berlin"));
    }

    @Test
    void sendsFiftyADayAtAnyTimeUnlessSomebodySaysOtherwise() {
        String id = sender("sam@acme.test");
        get("/api/v1/senders/" + id).then().body("daily_limit", equalTo(50)).body("send_window", nullValue());
        get("/api/v1/senders").then().body("items.id", contains(id)).body("next", nullValue());
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        asAdmin()
                .body(Map.of("channel", "sms", "address", "+441632960001"))
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/channel"));
        asAdmin()
                .body(Map.of(
                        "channel",
                        "email",
                        "address",
                        "sam",
                        "send_window",
                        Map.of("from", "18:00", "to", "08:00", "time_zone", "Mars")))
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/address", "/send_window/to", "/send_window/time_zone"));
        asAdmin()
                .body("{\"channel\":\"email\",\"address\":\"a@b.test\",\"daily_limit\":-1,"
                        + "\"send_window\":{\"from\":\"08:00\",\"days\":[]}}")
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/daily_limit", "/send_window/days", "/send_window/to"));
        asAdmin()
                .body(
                        "{\"channel\":\"email\",\"address\":\"a@b.test\",\"send_window\":{\"from\":\"8 am\",\"to\":\"18:00\"}}")
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/send_window/from"));
    }

    @Test
    void anAddressHasOneSender() {
        String id = sender("sam@acme.test");
        asAdmin()
                .body(Map.of("channel", "email", "address", "SAM@acme.test"))
                .post("/api/v1/senders")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:sender-exists"));
        asAdmin().delete("/api/v1/senders/" + id).then().statusCode(204);
        get("/api/v1/senders/" + id).then().statusCode(404);
        sender("sam@acme.test");
    }

    @Test
    void aStaleChangeChangesNothing() {
        String id = sender("sam@acme.test");
        Map<String, Object> changed = Map.of("channel", "email", "address", "sam@acme.test", "daily_limit", 5);
        asAdmin()
                .header("If-Match", "\"0\"")
                .body(changed)
                .put("/api/v1/senders/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo(""));
        asAdmin()
                .header("If-Match", "\"0\"")
                .body(changed)
                .put("/api/v1/senders/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void onlyAdminsSetSendersUp() {
        Map<String, Object> sender = Map.of("channel", "email", "address", "sam@acme.test");
        asMember().body(sender).post("/api/v1/senders").then().statusCode(403);
        as(TestUser.ACME_VIEWER).body(sender).post("/api/v1/senders").then().statusCode(403);
        String id = sender("sam@acme.test");
        asMember().delete("/api/v1/senders/" + id).then().statusCode(403);
        as(TestUser.ACME_VIEWER).get("/api/v1/senders/" + id).then().statusCode(200);
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswer() {
        Map<String, Object> sender = Map.of("channel", "email", "address", "sam@acme.test");
        String first = asAdmin()
                .header("Idempotency-Key", "sender-1")
                .body(sender)
                .post("/api/v1/senders")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        asAdmin()
                .header("Idempotency-Key", "sender-1")
                .body(sender)
                .post("/api/v1/senders")
                .then()
                .statusCode(201)
                .body(equalTo(first));
    }
}
