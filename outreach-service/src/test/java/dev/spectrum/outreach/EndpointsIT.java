package dev.spectrum.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Endpoint;
import dev.spectrum.platform.testing.EndpointMatrix;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint as every role: a new one needs its row in docs/security.md, and here what its path names, if anything. */
@QuarkusTest
class EndpointsIT {

    private static final EndpointMatrix MATRIX = EndpointMatrix.of("outreach-service", "dev.spectrum.outreach")
            .id("/api/v1/leads/{id}", () -> Api.lead("Mara", unique()))
            .id("/api/v1/leads/imports/{id}", EndpointsIT::importOfNothing)
            .id("/api/v1/leads/lists/{id}", EndpointsIT::list)
            .id("/api/v1/leads/notes/{id}", EndpointsIT::note)
            .id("/api/v1/leads/{id}/restore", EndpointsIT::deletedLead)
            .id("/api/v1/senders/{id}", () -> Api.sender(unique()))
            .id("/api/v1/suppressions/{id}", EndpointsIT::suppression)
            .id("/api/v1/campaigns/{id}", EndpointsIT::campaign)
            .id("/api/v1/campaigns/{id}/launch", EndpointsIT::launched)
            .id("/api/v1/campaigns/{id}/resume", EndpointsIT::launched)
            .id("/api/v1/templates/{id}", EndpointsIT::template)
            .id("/api/v1/suppressions/global/{id}", EndpointsIT::globalSuppression)
            .body("POST /api/v1/templates", EndpointsIT::newTemplate)
            .body("PUT /api/v1/templates/{id}", EndpointsIT::newTemplate)
            .body("POST /api/v1/suppressions/global", () -> Map.of("channel", "email", "address", unique()))
            .body("POST /api/v1/suppressions/import", () -> unique() + ",asked")
            .body("POST /api/v1/suppressions/global/import", () -> unique() + ",asked")
            .body("POST /api/v1/campaigns/{id}/preview", () -> Map.of("lead_id", Api.lead("Mara", unique())))
            .body("POST /api/v1/campaigns/{id}/test", () -> Map.of("lead_id", Api.lead("Mara", unique())))
            .refusalsOnly("/api/v1/outreach-settings/verify")
            .id("/api/v1/approvals/{id}", () -> approval("co_pilot"))
            .id("/api/v1/approvals/{id}/approve", () -> approval("co_pilot"))
            .id("/api/v1/approvals/{id}/send", () -> approval("manual"))
            .id("/api/v1/approvals/{id}/done", () -> approval("manual"))
            .id("/api/v1/approvals/{id}/reject", () -> approval("co_pilot"))
            .id("/api/v1/approvals/{id}/edit", () -> approval("co_pilot"))
            .body("POST /api/v1/approvals/{id}/reject", () -> Map.of("reason", "too long"))
            .body("POST /api/v1/approvals/{id}/edit", () -> Map.of("subject", "Hi", "body", "Dear Ann"))
            .body(
                    "POST /api/v1/approvals/decide",
                    () -> Map.of("decision", "approve", "ids", List.of(approval("co_pilot"))))
            .body("PUT /api/v1/outreach-settings", () -> Map.of("postal_address", "1 Main St"))
            .id("/api/v1/campaigns/{id}/pause", EndpointsIT::launched)
            .body("POST /api/v1/leads", () -> Map.of("first_name", "Mara", "email", unique()))
            .body("PUT /api/v1/leads/{id}", () -> Map.of("first_name", "Mara", "email", unique()))
            .body("POST /api/v1/leads/lists", () -> Map.of("name", unique()))
            .body("PUT /api/v1/leads/lists/{id}", () -> Map.of("name", unique()))
            .body("POST /api/v1/leads/lists/{id}/add", () -> Map.of("lead_ids", List.of(UUID.randomUUID())))
            .body("POST /api/v1/leads/lists/{id}/remove", () -> Map.of("lead_ids", List.of(UUID.randomUUID())))
            .body("POST /api/v1/leads/{id}/notes", () -> Map.of("text", "Call her."))
            .body("PUT /api/v1/leads/notes/{id}", () -> Map.of("text", "Call him."))
            .body("POST /api/v1/leads/{id}/status", () -> Map.of("status", "converted"))
            .body(
                    "PUT /api/v1/leads/scoring",
                    () -> Map.of("data_quality", 20, "authority", 25, "company_fit", 25, "timing", 15, "risk", 15))
            .body("POST /api/v1/senders", () -> Map.of("channel", "email", "address", unique()))
            .body("PUT /api/v1/senders/{id}", () -> Map.of("channel", "email", "address", unique()))
            .body("POST /api/v1/senders/{id}/pause", () -> Map.of("reason", "Sam is away"))
            .id("/api/v1/touches/{id}", EndpointsIT::touch)
            .body("POST /api/v1/suppressions", () -> Map.of("channel", "email", "address", unique()))
            .body("POST /api/v1/campaigns", EndpointsIT::newCampaign)
            .body("PUT /api/v1/campaigns/{id}", EndpointsIT::newCampaign);

    @Test
    void theTableOfRolesIsWhatTheCodeSays() {
        assertThat(MATRIX.differences()).isEmpty();
    }

    static List<Endpoint> guarded() {
        return MATRIX.guarded();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void asksWhoItIs(Endpoint endpoint) {
        assertThat(MATRIX.statusWithoutToken(endpoint)).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoMayNot(Endpoint endpoint) {
        assertThat(MATRIX.statusesOfLowerRoles(endpoint))
                .isNotEmpty()
                .allSatisfy((user, status) -> assertThat(status).isEqualTo(403));
    }

    static List<Endpoint> answering() {
        return MATRIX.answering();
    }

    static List<Endpoint> ofOneTenant() {
        return MATRIX.ofOneTenant();
    }

    @ParameterizedTest
    @MethodSource("ofOneTenant")
    void showsNothingOfAnotherTenant(Endpoint endpoint) {
        assertThat(MATRIX.statusInAnotherTenant(endpoint)).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("answering")
    void answersWhoMayAsTheOpenApiDocumentSays(Endpoint endpoint) {
        assertThat(MATRIX.answer(endpoint).statusCode()).isBetween(200, 299);
    }

    private static String unique() {
        return "matrix-" + UUID.randomUUID() + "@acme.test";
    }

    private static String list() {
        return Api.created(Api.asMember().body(Map.of("name", unique())).post("/api/v1/leads/lists"));
    }

    private static String note() {
        String lead = Api.lead("Mara", unique());
        return Api.created(Api.asMember().body(Map.of("text", "Call her.")).post("/api/v1/leads/" + lead + "/notes"));
    }

    private static String deletedLead() {
        String lead = Api.lead("Mara", unique());
        Api.asMember().delete("/api/v1/leads/" + lead).then().statusCode(204);
        return lead;
    }

    private static String importOfNothing() {
        return Api.imported("email\n").path("id");
    }

    private static String suppression() {
        return Api.created(Api.asMember()
                .body(Map.of("channel", "email", "address", unique()))
                .post("/api/v1/suppressions"));
    }

    private static String touch() {
        String id = UUID.randomUUID().toString();
        Database.execute("""
            insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, status, due_at,
                claimable_at, attempts, uncertain, code, reason, message_id, variant, version, created_at, updated_at)
            values ('%1$s', '%2$s', '%2$s', 0, '%2$s', '%2$s', 'email', 'skipped', now(), now(), 0, 0, '', '', '', '', 0,
                now(), now())
            """.formatted(TestUser.ACME, id));
        return id;
    }

    private static Object newCampaign() {
        return Api.campaign(Api.sender(unique()), Map.of("list", "nobody"));
    }

    private static String campaign() {
        return Api.created(Api.asMember().body(newCampaign()).post("/api/v1/campaigns"));
    }

    private static Object newTemplate() {
        return Map.of("name", unique(), "channel", "email", "subject", "Hi", "body", "Dear {{first_name}}");
    }

    private static String template() {
        return Api.created(Api.asMember().body(newTemplate()).post("/api/v1/templates"));
    }

    private static String globalSuppression() {
        return Api.created(Api.as(TestUser.ROOT)
                .body(Map.of("channel", "email", "address", unique()))
                .post("/api/v1/suppressions/global"));
    }

    private static void postalAddress() {
        Api.asAdmin()
                .body(Map.of("postal_address", "1 Main St"))
                .put("/api/v1/outreach-settings")
                .then()
                .statusCode(200);
    }

    /** Asked for by hand: no worker runs here. */
    private static String approval(String mode) {
        String id = UUID.randomUUID().toString();
        Database.execute("""
                set app.tenant_id = '%1$s';
                insert into approval values ('%1$s', '%2$s', '%2$s', '%2$s', 0, 'email', 'ann@initech.test', '%3$s', 'pending',
                    'Hello', 'Dear Ann', false, '', '', null, now() + interval '1 hour', now(), now(), 0)
                """.formatted(TestUser.ACME, id, mode));
        return id;
    }

    private static String launched() {
        postalAddress();
        String id = campaign();
        Api.asMember().post("/api/v1/campaigns/" + id + "/launch").then().statusCode(200);
        return id;
    }
}
