package dev.spectrum.outreach.suppressions;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SuppressionIT {

    @BeforeEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void anAddressIsSuppressedOnceAndTold() {
        String ann = lead("Ann", "ann@initech.test");
        Response first = asMember()
                .body(Map.of("address", " ANN@Initech.test", "reason", "asked on the phone"))
                .post("/api/v1/suppressions");
        first.then()
                .statusCode(201)
                .body("address", equalTo("ann@initech.test"))
                .body("domain", nullValue())
                .body("channel", equalTo("email"))
                .body("lead_id", equalTo(ann))
                .body("created_by", equalTo(TestUser.ACME_MEMBER.subject()));
        asMember()
                .body(Map.of("address", "ann@initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(200)
                .body("id", equalTo(first.path("id")));
        get("/api/v1/suppressions").then().body("items.id", contains(first.<String>path("id")));
        String id = first.path("id");
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            KafkaEvent told = events.await(event -> event.subject().equals(id));
            assertThat(told.data().get("lead_id").asText()).isEqualTo(ann);
            assertThat(told.data().get("reason").asText()).isEqualTo("asked on the phone");
        }
    }

    @Test
    void onlyAdminsLiftASuppressionAndTheRowStays() {
        String id = asMember()
                .body(Map.of("domain", "Initech.test"))
                .post("/api/v1/suppressions")
                .path("id");
        get("/api/v1/suppressions/" + id).then().body("domain", equalTo("initech.test"));
        asMember().delete("/api/v1/suppressions/" + id).then().statusCode(403);
        asAdmin().delete("/api/v1/suppressions/" + id).then().statusCode(204);
        get("/api/v1/suppressions/" + id).then().statusCode(404);
        assertThat(Database.query("select deleted_by from suppression")).containsExactly(TestUser.ACME_ADMIN.subject());
        asMember()
                .body(Map.of("domain", "initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                            | ''
            {"address":"a@b.test","domain":"b.test"}      | ''
            {"address":"nobody"}                          | /address
            {"domain":"@b.test"}                          | /domain
            {"address":"a@b.test","channel":"sms"}        | /address
            {"channel":"sms"}                             | /address
            {"domain":"b.test","channel":"sms"}           | /domain
            {"address":"a@b.test","channel":"linkedin"}   | /channel
            {"address":"a@b.test","channel":"pigeon"}     | /channel
            """)
    void refusesWhatIsNeitherAnAddressNorADomain(String body, String pointer) {
        asMember()
                .body(body)
                .post("/api/v1/suppressions")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aViewerLooksAndSuppressesNobody() {
        as(TestUser.ACME_VIEWER).get("/api/v1/suppressions").then().statusCode(200);
        as(TestUser.ACME_VIEWER)
                .body(Map.of("domain", "initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(403);
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswer() {
        for (int i = 0; i < 2; i++) {
            asMember()
                    .header("Idempotency-Key", "suppression-1")
                    .body(Map.of("domain", "initech.test"))
                    .post("/api/v1/suppressions")
                    .then()
                    .statusCode(201);
        }
    }
}
