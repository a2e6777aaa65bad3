package dev.spectrum.outreach.campaigns;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CampaignIT {

    private Map<String, Object> campaign;

    @BeforeEach
    void nothingIsThereButASender() {
        Database.empty();
        campaign = campaign(sender("sam@acme.test"), Map.of());
    }

    @Test
    void keepsEveryField() {
        campaign.put(
                "lead_filter",
                Map.of(
                        "tiers", List.of("hot", "warm"),
                        "status", List.of("scored"),
                        "list", "Fair",
                        "country", List.of("Germany"),
                        "ids", List.of("01990000-0000-7000-8000-0000000000ff")));

        Response read = get("/api/v1/campaigns/" + create());

        campaign.forEach(
                (field, value) -> assertThat(read.<Object>path(field)).as(field).isEqualTo(value));
        read.then()
                .header("ETag", "\"0\"")
                .body("status", equalTo("draft"))
                .body("planned_touches", equalTo(0))
                .body("launched_at", nullValue())
                .body("touches.sent", equalTo(0));
    }

    @Test
    void listsTheNewestFirstInPages() {
        String first = create();
        String second = create();
        Response page = get("/api/v1/campaigns?limit=1");
        page.then().body("items.id", contains(second));
        get("/api/v1/campaigns?limit=1&cursor=" + page.path("next"))
                .then()
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void aDraftIsChangedAndAStaleChangeIsNot() {
        String id = create();
        campaign.put("name", "Second");
        asMember()
                .header("If-Match", "\"0\"")
                .body(campaign)
                .put("/api/v1/campaigns/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Second"));
        asMember()
                .header("If-Match", "\"0\"")
                .body(campaign)
                .put("/api/v1/campaigns/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void whatRunsIsNotChanged() {
        String id = create();
        asMember().post("/api/v1/campaigns/" + id + "/launch").then().statusCode(200);
        asMember()
                .body(campaign)
                .put("/api/v1/campaigns/" + id)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:campaign-launched"));
    }

    @Test
    void keepsASequenceWithDelaysConditionsAndVariants() {
        Map<String, Object> dm = step("", "Hi {{first_name}}");
        dm.put("channel", "linkedin_dm");
        Map<String, Object> fallback = step("Did you see it?", "Dear {{first_name}}");
        fallback.put("after_hours", 24);
        fallback.put("only_if", Map.of("event", "no_reply"));
        fallback.put("variants", List.of(Map.of("subject", "Quick question", "body", "Hi {{first_name}}")));
        campaign.put("sequence", List.of(step("a", "b"), dm, fallback));
        get("/api/v1/campaigns/" + create())
                .then()
                .body("sequence.channel", contains("email", "linkedin_dm", "email"))
                .body("sequence[2].only_if.event", equalTo("no_reply"))
                .body("sequence[2].only_if.hours", equalTo(48))
                .body("sequence[2].variants.subject", contains("Quick question"))
                .body("sequence[0].only_if", nullValue());
    }

    @Test
    void refusesASequenceThatCannotBe() {
        campaign.put("sequence", List.of());
        refuses("/sequence", "Must have a step");
        Map<String, Object> sms = step("a", "b");
        sms.put("channel", "sms");
        campaign.put("sequence", List.of(sms));
        refuses("/sequence/0/subject", "Only an email");
        campaign.put("sequence", List.of(step("", "b")));
        refuses("/sequence/0/subject", "An email must have one");
        Map<String, Object> conditional = step("a", "b");
        conditional.put("only_if", Map.of("event", "opened"));
        campaign.put("sequence", List.of(conditional));
        refuses("/sequence/0/only_if", "Before the first step");
        conditional.put("only_if", Map.of("event", "opened", "hours", 4));
        campaign.put("sequence", List.of(step("a", "b"), conditional));
        refuses("/sequence/1/only_if/hours", "Only no_reply");
        conditional.put("only_if", Map.of("event", "yawned"));
        refuses("/sequence/1/only_if/event", "");
        Map<String, Object> early = step("a", "b");
        early.put("after_hours", -1);
        campaign.put("sequence", List.of(early));
        refuses("/sequence/0/after_hours", "");
        Map<String, Object> varied = step("a", "b");
        varied.put("variants", List.of(Map.of("subject", "x", "body", "{{shoe_size}}")));
        campaign.put("sequence", List.of(varied));
        refuses("/sequence/0/variants/0/body", "shoe_size");
    }

    @Test
    void refusesAPlaceholderThatNothingWillFill() {
        campaign.put("sequence", List.of(step("Hi {{first_name}}", "Your {{shoe_size}}")));
        refuses("/sequence/0/body", "There is no placeholder shoe_size; there are: first_name, ");
        campaign.put("sequence", List.of(step("Hi {{first_name", "x")));
        refuses("/sequence/0/subject", "{{name}}");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            tier,    hot,      /lead_filter/tier
            tiers,   lukewarm, /lead_filter/tiers/0
            status,  lost,     /lead_filter/status/0
            ids,     me,       /lead_filter/ids/0
            """)
    void refusesAFilterThatIsNotUnderstoodRatherThanReachingMore(String key, String value, String pointer) {
        campaign.put("lead_filter", Map.of(key, value));
        refuses(pointer, "");
    }

    @Test
    void refusesAFilterOfAnotherShape() {
        campaign.put("lead_filter", Map.of("list", List.of("a", "b")));
        refuses("/lead_filter/list", "one list");
        campaign.put("lead_filter", Map.of("country", 7));
        refuses("/lead_filter/country", "string");
        campaign.put("lead_filter", List.of());
        refuses("/lead_filter", "object");
    }

    @Test
    void refusesASenderThatThereIsNot() {
        campaign.put("sender_ids", List.of(UUID.randomUUID()));
        refuses("/sender_ids/0", "There is no such sender.");
        String others = as(TestUser.GLOBEX_OWNER)
                .body(Map.of("channel", "email", "address", "x@globex.test"))
                .post("/api/v1/senders")
                .path("id");
        campaign.put("sender_ids", List.of(others));
        refuses("/sender_ids/0", "There is no such sender.");
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        asMember()
                .body("{}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/name", "/permission_mode", "/sequence"));
        asMember()
                .body("{\"name\":\"x\",\"permission_mode\":\"warp\",\"sequence\":[]}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/permission_mode"));
    }

    @Test
    void nothingIsLaunchedThatDoesNotSayWhereItsSenderIs() {
        asAdmin()
                .body(Map.of("postal_address", " "))
                .put("/api/v1/outreach-settings")
                .then()
                .statusCode(200);
        String id = create();
        asMember()
                .post("/api/v1/campaigns/" + id + "/launch")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:no-postal-address"));
        get("/api/v1/campaigns/" + id).then().body("status", equalTo("draft"));
    }

    @Test
    void nothingIsLaunchedWithoutASender() {
        campaign.put("sender_ids", List.of());
        asMember()
                .post("/api/v1/campaigns/" + create() + "/launch")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:no-sender"));
    }

    @Test
    void pausesAndResumesWhatWasLaunched() {
        String id = create();
        for (String action : List.of("pause", "resume")) {
            asMember()
                    .post("/api/v1/campaigns/" + id + "/" + action)
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:spectrum:problem:campaign-not-launched"));
        }
        for (String action : List.of("launch", "launch", "resume")) {
            asMember().post("/api/v1/campaigns/" + id + "/" + action).then().body("status", equalTo("running"));
        }
        for (String action : List.of("pause", "pause", "launch")) {
            asMember().post("/api/v1/campaigns/" + id + "/" + action).then().body("status", equalTo("paused"));
        }
        asMember().post("/api/v1/campaigns/" + id + "/resume").then().body("status", equalTo("running"));
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswer() {
        String first = create("campaign-1").statusCode(201).extract().asString();
        create("campaign-1").statusCode(201).body(equalTo(first));
        campaign.put("name", "Another");
        create("campaign-1").statusCode(422);
        String id = create();
        for (int i = 0; i < 2; i++) {
            asMember()
                    .header("Idempotency-Key", "launch-1")
                    .post("/api/v1/campaigns/" + id + "/launch")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(1));
        }
    }

    @Test
    void aViewerLooksAndAMemberActs() {
        String id = create();
        as(TestUser.ACME_VIEWER).get("/api/v1/campaigns/" + id).then().statusCode(200);
        as(TestUser.ACME_VIEWER)
                .get("/api/v1/campaigns/" + id + "/touches")
                .then()
                .statusCode(200);
        as(TestUser.ACME_VIEWER).body(campaign).post("/api/v1/campaigns").then().statusCode(403);
        as(TestUser.ACME_VIEWER)
                .body(campaign)
                .put("/api/v1/campaigns/" + id)
                .then()
                .statusCode(403);
        as(TestUser.ACME_VIEWER)
                .post("/api/v1/campaigns/" + id + "/launch")
                .then()
                .statusCode(403);
    }

    private String create() {
        return created(asMember().body(campaign).post("/api/v1/campaigns"));
    }

    private ValidatableResponse create(String key) {
        return asMember()
                .header("Idempotency-Key", key)
                .body(campaign)
                .post("/api/v1/campaigns")
                .then();
    }

    private void refuses(String pointer, String words) {
        asMember()
                .body(campaign)
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(words));
    }
}
