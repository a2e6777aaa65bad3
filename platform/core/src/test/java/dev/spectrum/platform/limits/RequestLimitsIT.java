package dev.spectrum.platform.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RequestLimitsIT.Few.class)
class RequestLimitsIT {

    /** Three at once, and then three a minute. */
    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("spectrum.requests.per-minute-otherwise", "6", "spectrum.requests.share", "0.5");
        }
    }

    private final String token = TestUser.ACME_OWNER.token();

    @Inject
    RequestLimits limits;

    @Inject
    TenantLimits told;

    @Test
    void aTenantThatAsksTooOftenIsToldWhenToComeBack() {
        List<Response> answers = IntStream.range(0, 20)
                .mapToObj(i -> given().auth().oauth2(token).get("/notes"))
                .toList();

        Response refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        refused.then()
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:too-many-requests"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
        assertThat(answers.getFirst().statusCode()).isEqualTo(200);

        given().auth()
                .oauth2(TestUser.GLOBEX_OWNER.token())
                .get("/notes")
                .then()
                .statusCode(200);
    }

    @Test
    void healthMetricsAndTheDescriptionAreFree() {
        for (int i = 0; i < 10; i++) {
            given().auth().oauth2(token).get("/q/health/live").then().statusCode(200);
            given().get("/q/metrics").then().statusCode(200);
        }
    }

    @Test
    void whoHasNoTokenIsToldThatAndNotLimited() {
        for (int i = 0; i < 10; i++) {
            given().get("/notes").then().statusCode(401);
            given().auth().oauth2("nonsense").get("/notes").then().statusCode(401);
        }
    }

    @Test
    void aTenantsOwnLimitCountsAsSoonAsItIsTold() {
        UUID tenant = UUID.randomUUID();
        assertThat(granted(tenant)).isEqualTo(3);

        tell(tenant, 10, 1);
        await().until(() -> told.requestsPerMinute(tenant).isPresent());
        assertThat(granted(tenant)).isEqualTo(5);

        tell(tenant, 100, 0);
        tell(tenant, 300, 2);
        await().until(() -> told.requestsPerMinute(tenant).orElseThrow() == 300);
        assertThat(granted(tenant)).as("not the older one").isGreaterThanOrEqualTo(150);
    }

    @Test
    void aRequestThatWaitsLongEnoughIsServed() {
        UUID tenant = UUID.randomUUID();
        tell(tenant, 240, 1);
        await().until(() -> told.requestsPerMinute(tenant).isPresent());
        granted(tenant);
        Duration wait = limits.take(tenant);
        assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        await().pollDelay(wait).until(() -> limits.take(tenant).isZero());
    }

    private int granted(UUID tenant) {
        int granted = 0;
        while (granted < 1000 && limits.take(tenant).isZero()) {
            granted++;
        }
        return granted;
    }

    private static void tell(UUID tenant, int perMinute, long version) {
        Map<String, Object> data = Map.of("id", tenant, "requests_per_minute", perMinute, "version", version);
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.agent.state",
                        "dev.spectrum.agent.tenant.changed.v1",
                        tenant,
                        tenant.toString(),
                        data)
                .tell();
    }
}
