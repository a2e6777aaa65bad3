package dev.spectrum.outreach.leads;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeadIT {

    @BeforeEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void keepsEveryFieldAndShowsTheScore() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("first_name", "Ann");
        fields.put("last_name", "Lee");
        fields.put("email", "ann@initech.test");
        fields.put("personal_email", "ann@home.test");
        fields.put("phone", "+447700900322");
        fields.put("title", "CEO");
        fields.put("company", "Initech");
        fields.put("website", "https://initech.test");
        fields.put("industry", "Software");
        fields.put("employees", 38);
        fields.put("country", "United Kingdom");
        fields.put("city", "Leeds");
        fields.put("linkedin_url", "https://www.linkedin.com/in/example-ann");
        fields.put("time_zone", "Europe/London");
        fields.put("email_verified", true);
        fields.put("job_started_at", "2019-05-01");
        fields.put("hiring", true);
        fields.put("funded_at", "2020-02-02");
        fields.put("lists", List.of("Fair 2026"));
        fields.put("custom", Map.of("source", "fair", "rank", 3));

        Response read = as(TestUser.ACME_VIEWER).get("/api/v1/leads/" + lead(fields));

        fields.forEach(
                (field, value) -> assertThat(read.<Object>path(field)).as(field).isEqualTo(value));
        read.then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("status", equalTo("scored"))
                .body("data_quality.points", equalTo(20))
                .body("data_quality.max", equalTo(20))
                .body("authority.points", equalTo(25))
                .body("authority.reasons[0]", equalTo("owner or chief executive: CEO (+25)"))
                .body("company_fit.points", equalTo(16))
                .body("timing.points", equalTo(5))
                .body("risk.points", equalTo(15))
                .body("als_score", equalTo(81))
                .body("als_tier", equalTo("warm"));
    }

    @Test
    void listsTheNewestFirstInPages() {
        String first = lead("Ann", "ann@initech.test");
        String second = lead("Bob", "bob@initech.test");
        String third = lead("Cleo", "cleo@initech.test");

        Response page = asMember().get("/api/v1/leads?limit=2");
        page.then().statusCode(200).body("items.id", contains(third, second));
        asMember()
                .get("/api/v1/leads?limit=2&cursor=" + page.path("next"))
                .then()
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void findsByWordsTierStatusAndList() {
        String ann = lead(Map.of(
                "first_name", "Ann", "last_name", "Lee", "email", "ann@initech.test", "lists", List.of("Fair", "All")));
        String bob = lead(Map.of(
                "first_name", "Bob",
                "company", "50%_Off Ltd",
                "title", "CEO",
                "industry", "Software",
                "employees", 20,
                "country", "DE",
                "phone", "+441632960001",
                "lists", List.of("All")));

        found("q=ann lee", ann);
        found("q=INITECH", ann);
        found("q=50%25_off", bob);
        found("q=_nn");
        found("tier=cool");
        found("tier=warm", bob);
        found("tier=dead", ann);
        found("status=scored", bob, ann);
        found("status=in_sequence");
        found("list=Fair", ann);
        found("list=fair");
        found("list=All&q=bob", bob);
    }

    @Test
    void refusesAFilterThatThereIsNot() {
        asMember().get("/api/v1/leads?tier=lukewarm").then().statusCode(400).body("errors.pointer", contains("?tier"));
        asMember().get("/api/v1/leads?status=lost").then().statusCode(400).body("errors.pointer", contains("?status"));
        asMember().get("/api/v1/leads?limit=0").then().statusCode(400);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        asMember()
                .body(Map.of(
                        "email",
                        "nobody",
                        "phone",
                        "call me",
                        "linkedin_url",
                        "https://x.test/ann",
                        "time_zone",
                        "Mars/Olympus"))
                .post("/api/v1/leads")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/email", "/phone", "/linkedin_url", "/time_zone"));
        asMember()
                .body(Map.of("employees", -1, "first_name", "x".repeat(501)))
                .post("/api/v1/leads")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/employees", "/first_name"));
        asMember()
                .body("{\"first_name\": \"Ann\", \"hiring\": \"maybe\"}")
                .post("/api/v1/leads")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/hiring"));
        asMember()
                .body(Map.of("first_name", "Ann", "job_started_at", "+999999999-12-31", "funded_at", "-0001-01-01"))
                .post("/api/v1/leads")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/job_started_at", "/funded_at"));
        asMember()
                .body(Map.of("company", "Initech"))
                .post("/api/v1/leads")
                .then()
                .statusCode(400);
    }

    @Test
    void aLeadIsThereOnce() {
        String ann = lead(Map.of("first_name", "Ann", "email", "ann@initech.test", "phone", "+441632960001"));

        asMember()
                .body(Map.of("first_name", "Anne", "email", " ANN@Initech.test"))
                .post("/api/v1/leads")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:lead-exists"))
                .body("lead_id", equalTo(ann));
        asMember()
                .body(Map.of("first_name", "Ann", "phone", "0044 1632 960001"))
                .post("/api/v1/leads")
                .then()
                .statusCode(409);
        String bob = lead("Bob", "bob@initech.test");
        asMember()
                .body(Map.of("first_name", "Bob", "email", "ann@initech.test"))
                .put("/api/v1/leads/" + bob)
                .then()
                .statusCode(409);
    }

    @Test
    void aChangeIsScoredAgainAndAStaleOneChangesNothing() {
        String id = lead("Ann", "ann@initech.test");
        Map<String, Object> changed = Map.of("first_name", "Ann", "email", "ann@initech.test", "title", "CEO");

        asMember()
                .header("If-Match", "\"0\"")
                .body(changed)
                .put("/api/v1/leads/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("als_score", equalTo(40))
                .body("last_name", equalTo(""));
        asMember()
                .header("If-Match", "\"0\"")
                .body(changed)
                .put("/api/v1/leads/" + id)
                .then()
                .statusCode(412);

        asMember()
                .get("/api/v1/leads/" + id + "/timeline")
                .then()
                .statusCode(200)
                .body("items.type", contains("lead_scored", "lead_changed", "lead_scored", "lead_created"))
                .body("items[0].details.als_score", equalTo(40))
                .body("items[0].occurred_at", notNullValue());
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            List<KafkaEvent> told = events.await(4, event -> event.subject().equals(id));
            assertThat(told)
                    .extracting(event -> event.type().replaceAll("dev.spectrum.outreach.|.v1", ""))
                    .containsExactly("lead.changed", "lead.scored", "lead.changed", "lead.scored");
            List<KafkaEvent> scored = told.stream()
                    .filter(event -> event.type().contains("scored"))
                    .toList();
            assertThat(scored)
                    .extracting(event -> event.data().get("als_score").asInt())
                    .containsExactly(15, 40);
        }
    }

    @Test
    void theTimelineComesInPages() {
        String id = lead("Ann", "ann@initech.test");
        Response page = asMember().get("/api/v1/leads/" + id + "/timeline?limit=1");
        page.then().body("items.type", contains("lead_scored"));
        asMember()
                .get("/api/v1/leads/" + id + "/timeline?limit=1&cursor=" + page.path("next"))
                .then()
                .body("items.type", contains("lead_created"))
                .body("next", nullValue());
        asMember()
                .get("/api/v1/activities?lead_id=" + id + "&type=lead_created")
                .then()
                .body("items.lead_id", contains(id));
        asMember().get("/api/v1/activities?campaign_id=" + id).then().body("items.size()", equalTo(0));
        asMember()
                .get("/api/v1/activities?lead_id=1&type=x")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("?lead_id"));
    }

    @Test
    void aDeletedLeadIsGoneAndItsAddressIsFree() {
        String id = lead("Ann", "ann@initech.test");
        asMember().delete("/api/v1/leads/" + id).then().statusCode(204);
        asMember().get("/api/v1/leads/" + id).then().statusCode(404);
        asMember().get("/api/v1/leads/" + id + "/timeline").then().statusCode(404);
        asMember().delete("/api/v1/leads/" + id).then().statusCode(404);
        found("q=ann");
        assertThat(lead("Ann", "ann@initech.test")).isNotEqualTo(id);
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswer() {
        Map<String, Object> ann = Map.of("first_name", "Ann", "email", "ann@initech.test");
        String first = asMember()
                .header("Idempotency-Key", "lead-1")
                .body(ann)
                .post("/api/v1/leads")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        asMember()
                .header("Idempotency-Key", "lead-1")
                .body(ann)
                .post("/api/v1/leads")
                .then()
                .statusCode(201)
                .body(equalTo(first));
        asMember()
                .header("Idempotency-Key", "lead-1")
                .body(Map.of("first_name", "Bob"))
                .post("/api/v1/leads")
                .then()
                .statusCode(422);
    }

    private static void found(String query, String... ids) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            parameters.put(
                    parameter.substring(0, parameter.indexOf('=')),
                    parameter.substring(parameter.indexOf('=') + 1).replace("%25", "%"));
        }
        assertThat(asMember().queryParams(parameters).get("/api/v1/leads").<List<String>>path("items.id"))
                .as(query)
                .containsExactly(ids);
    }
}
