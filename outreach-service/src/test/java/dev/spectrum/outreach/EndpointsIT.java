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
            .id("/api/v1/senders/{id}", () -> Api.sender(unique()))
            .id("/api/v1/suppressions/{id}", EndpointsIT::suppression)
            .id("/api/v1/campaigns/{id}", EndpointsIT::campaign)
            .id("/api/v1/campaigns/{id}/resume", EndpointsIT::launched)
            .id("/api/v1/campaigns/{id}/pause", EndpointsIT::launched)
            .body("POST /api/v1/leads", () -> Map.of("first_name", "Mara", "email", unique()))
            .body("PUT /api/v1/leads/{id}", () -> Map.of("first_name", "Mara", "email", unique()))
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
                claimable_at, attempts, uncertain, code, reason, message_id, version, created_at, updated_at)
            values ('%1$s', '%2$s', '%2$s', 0, '%2$s', '%2$s', 'email', 'skipped', now(), now(), 0, 0, '', '', '', 0,
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

    private static String launched() {
        String id = campaign();
        Api.asMember().post("/api/v1/campaigns/" + id + "/launch").then().statusCode(200);
        return id;
    }
}
