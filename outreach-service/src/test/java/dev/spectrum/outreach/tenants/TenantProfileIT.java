package dev.spectrum.outreach.tenants;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantProfileIT {

    private static final Map<String, Object> ANN = Map.of(
            "first_name",
            "Ann",
            "email",
            "ann@initech.test",
            "industry",
            "Mining",
            "country",
            "Norway",
            "employees",
            900);

    @BeforeEach
    @AfterEach
    void nobodyIsKnown() {
        Database.empty();
        Database.execute("truncate tenant_profile, inbox");
    }

    @Test
    void leadsAreScoredByTheTenantsIdealCustomerAndAgainWhenThatChanges() {
        String id = lead(ANN);
        asMember().get("/api/v1/leads/" + id).then().body("company_fit.points", equalTo(8));

        tell(
                UUID.randomUUID(),
                3,
                Map.of("industries", List.of("mining"), "countries", List.of("NO"), "employees_min", 500));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> asMember().get("/api/v1/leads/" + id).path("company_fit.points"), equalTo(25));
        asMember()
                .get("/api/v1/leads/" + id)
                .then()
                .body("company_fit.reasons[0]", equalTo("industry matches: Mining (+10)"));
        asMember()
                .get("/api/v1/leads/" + id + "/timeline")
                .then()
                .body("items.type", contains("lead_scored", "lead_scored", "lead_created"));
    }

    @Test
    void anOlderVersionOrARepeatedEventChangesNothing() {
        UUID event = UUID.randomUUID();
        tell(event, 5, Map.of("industries", List.of("Five")));
        tell(UUID.randomUUID(), 4, Map.of("industries", List.of("Four")));
        tell(event, 5, Map.of("industries", List.of("Five")));
        tell(UUID.randomUUID(), 6, Map.of("industries", List.of("Six")));
        awaitVersion("6");
        assertThat(Database.query("select icp -> 'industries' ->> 0 from tenant_profile"))
                .containsExactly("Six");
        assertThat(Database.query("select count(*) from inbox")).containsExactly("3");
    }

    private static void awaitVersion(String version) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Database.query("select version from tenant_profile").contains(version));
    }

    /** As agent-service tells it. */
    private static void tell(UUID eventId, long version, Map<String, Object> icp) {
        Map<String, Object> data = Map.of(
                "id",
                TestUser.ACME,
                "slug",
                "acme",
                "name",
                "Acme",
                "tier",
                "ignition",
                "daily_limit_usd",
                5,
                "version",
                version,
                "deleted",
                false,
                "company",
                Map.of("name", "Acme", "industry", "", "stage", "", "website", "", "description", "", "icp", icp));
        new ToldEvent(
                        eventId,
                        "spectrum.agent.state",
                        "dev.spectrum.agent.tenant.changed.v1",
                        TestUser.ACME,
                        TestUser.ACME.toString(),
                        data)
                .tell();
    }
}
