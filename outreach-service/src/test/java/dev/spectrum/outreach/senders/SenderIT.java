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
                .body(Map.of("channel", "voice", "address", "+441632960001"))
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/channel"));
        asAdmin()
                .body(Map.of("channel", "sms", "address", "01632 960001"))
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/address"));
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
                .body("{\"channel\":\"email\",\"address\":\"a@b.test\",\"send_window\":{\"from\":\"8"
                        + " am\",\"to\":\"18:00\"}}")
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/send_window/from"));
    }

    @Test
    void keepsItsPaceAndHowItWarmsUpAndSendsAsPeopleDoUnlessSomebodySaysOtherwise() {
        String id = sender(Map.of(
                "address", "sam@acme.test",
                "pace", Map.of("from_seconds", 30, "to_seconds", 60),
                "warm_up", Map.of("from", "2026-11-20", "first", 3)));
        get("/api/v1/senders/" + id)
                .then()
                .body("pace.from_seconds", equalTo(30))
                .body("pace.to_seconds", equalTo(60))
                .body("warm_up.from", equalTo("2026-11-20"))
                .body("warm_up.first", equalTo(3))
                .body("warm_up.daily_increase", equalTo(5))
                .body("paused", nullValue());
        asAdmin()
                .body(Map.of("channel", "email", "address", "kim@acme.test"))
                .post("/api/v1/senders")
                .then()
                .statusCode(201)
                .body("pace.from_seconds", equalTo(120))
                .body("pace.to_seconds", equalTo(900))
                .body("warm_up", nullValue());
    }

    @Test
    void refusesAPaceOrAWarmUpThatCanNotBe() {
        refused("\"pace\":{\"from_seconds\":60,\"to_seconds\":30}", "/pace/to_seconds");
        refused("\"pace\":{\"from_seconds\":-1,\"to_seconds\":30}", "/pace/from_seconds");
        refused("\"pace\":{\"from_seconds\":1}", "/pace/to_seconds");
        refused("\"warm_up\":{\"first\":5}", "/warm_up/from");
        refused("\"warm_up\":{\"from\":\"+999999999-01-01\"}", "/warm_up/from");
        refused("\"warm_up\":{\"from\":\"2026-11-20\",\"daily_increase\":0}", "/warm_up/daily_increase");
    }

    private static void refused(String field, String pointer) {
        asAdmin()
                .body("{\"channel\":\"email\",\"address\":\"sam@acme.test\"," + field + "}")
                .post("/api/v1/senders")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains(pointer));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        asAdmin()
                .contentType("text/plain")
                .body("holidays")
                .post("/api/v1/senders/" + sender("sam@acme.test") + "/pause")
                .then()
                .statusCode(415);
    }

    @Test
    void aPauseSaysWhyAndEndsWhenSomebodySaysSo() {
        String id = sender("sam@acme.test");
        asAdmin()
                .body(Map.of("reason", " "))
                .post("/api/v1/senders/" + id + "/pause")
                .then()
                .statusCode(400);
        for (int i = 0; i < 2; i++) {
            asAdmin()
                    .body(Map.of("reason", "moved to another provider"))
                    .post("/api/v1/senders/" + id + "/pause")
                    .then()
                    .statusCode(200)
                    .body("paused.code", equalTo("paused-by-a-person"))
                    .body("paused.reason", equalTo("moved to another provider"));
        }
        for (int i = 0; i < 2; i++) {
            asAdmin()
                    .post("/api/v1/senders/" + id + "/resume")
                    .then()
                    .statusCode(200)
                    .body("paused", nullValue());
        }
        asMember().post("/api/v1/senders/" + id + "/resume").then().statusCode(403);
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
