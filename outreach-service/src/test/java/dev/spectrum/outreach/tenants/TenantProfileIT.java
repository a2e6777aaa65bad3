package dev.spectrum.outreach.tenants;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
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
    void leadsAreScoredByTheTenantsIdealCustomer() throws Exception {
        asMember().get("/api/v1/leads/" + lead(ANN)).then().body("company_fit.points", equalTo(8));
        tell(
                UUID.randomUUID(),
                3,
                Map.of("industries", List.of("mining"), "countries", List.of("NO"), "employees_min", 500));
        awaitVersion("3");

        String id = asMember().get("/api/v1/leads").path("items[0].id");
        asMember()
                .body(ANN)
                .put("/api/v1/leads/" + id)
                .then()
                .statusCode(200)
                .body("company_fit.points", equalTo(25))
                .body("company_fit.reasons[0]", equalTo("industry matches: Mining (+10)"));
    }

    @Test
    void anOlderVersionOrARepeatedEventChangesNothing() throws Exception {
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
    private static void tell(UUID eventId, long version, Map<String, Object> icp) throws Exception {
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
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                    "spectrum.agent.state",
                    TestUser.ACME + ":" + TestUser.ACME,
                    new ObjectMapper().writeValueAsBytes(data));
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            eventId.toString(),
                            "ce_source",
                            "/spectrum/agent-service",
                            "ce_type",
                            "dev.spectrum.agent.tenant.changed.v1",
                            "ce_subject",
                            TestUser.ACME.toString(),
                            "ce_time",
                            Instant.now().toString(),
                            "ce_tenantid",
                            TestUser.ACME.toString(),
                            "content-type",
                            "application/json")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get(20, TimeUnit.SECONDS);
        }
    }
}
