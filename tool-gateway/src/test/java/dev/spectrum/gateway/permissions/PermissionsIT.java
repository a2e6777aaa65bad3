package dev.spectrum.gateway.permissions;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.asService;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ACME_VIEWER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.MailForTests;
import dev.spectrum.gateway.MailForTests.Door;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What list and call allow, over REST; ModernIT and LegacyIT show the same over MCP. */
@QuarkusTest
class PermissionsIT {

    private static final Map<String, Object> SOMEBODY = Map.of("first_name", "Somebody");

    private static final String[] READING_THE_CRM = {
        "revops_get_company",
        "revops_get_contact",
        "revops_get_opportunity",
        "revops_list_notes",
        "revops_search_companies",
        "revops_search_contacts",
        "revops_search_opportunities"
    };

    @Test
    void withoutAnAgentTheUsersRoleDecides() {
        assertThat(tools(as(ACME_MEMBER)))
                .contains("send_email", "revops_delete_contact")
                .isSorted();
        assertThat(tools(as(ACME_VIEWER)))
                .containsExactly(
                        "calendar_get_availability",
                        "calendar_list_appointments",
                        "http_fetch",
                        "read_result",
                        "revops_get_company",
                        "revops_get_contact",
                        "revops_get_opportunity",
                        "revops_list_appointments",
                        "revops_list_notes",
                        "revops_search_companies",
                        "revops_search_contacts",
                        "revops_search_opportunities",
                        "revops_search_tasks");
    }

    @Test
    void aToolOutsideTheAgentsDataSourcesIsNeitherListedNorCallable() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));

        assertThat(tools(as(ACME_MEMBER).queryParam("agent_role", agent.role())))
                .contains("revops_get_contact", "revops_create_contact")
                .allMatch(name -> name.startsWith("revops_"))
                .noneMatch(name -> name.contains("task") || name.contains("appointment"));
        assertThat(statusOf(agent.role(), "revops_create_contact", SOMEBODY)).isEqualTo(200);
        assertThat(statusOf(agent.role(), "calendar_list_appointments", Map.of()))
                .isEqualTo(404);
        assertThat(statusOf(agent.role(), "send_email", Map.of())).isEqualTo(404);
    }

    @Test
    void aPermissionToReadListsAndCallsNoWriteTool() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));

        assertThat(tools(as(ACME_MEMBER).queryParam("agent_role", agent.role())))
                .containsExactly(READING_THE_CRM);
        assertThat(statusOf(agent.role(), "revops_search_contacts", Map.of())).isEqualTo(200);
        assertThat(statusOf(agent.role(), "revops_create_contact", SOMEBODY)).isEqualTo(404);
    }

    @Test
    void aViewersAgentWritesNothing() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));

        assertThat(tools(as(ACME_VIEWER).queryParam("agent_role", agent.role())))
                .containsExactly(READING_THE_CRM);
        assertThat(call(as(ACME_VIEWER).queryParam("agent_role", agent.role()), "revops_create_contact", SOMEBODY)
                        .statusCode())
                .isEqualTo(404);
        assertThat(call(as(ACME_VIEWER), "revops_create_contact", SOMEBODY).statusCode())
                .isEqualTo(404);
        assertThat(call(as(ACME_VIEWER), "revops_search_contacts", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aChangedAgentIsAsItIsNowAtOnce() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        assertThat(statusOf(agent.role(), "revops_search_contacts", Map.of())).isEqualTo(200);

        AgentsForTests moved =
                agent.permitting(Map.of("calendar", List.of("read"))).tell().awaitKnown();
        assertThat(statusOf(agent.role(), "revops_search_contacts", Map.of())).isEqualTo(404);
        assertThat(tools(as(ACME_MEMBER).queryParam("agent_role", agent.role())))
                .containsExactly("calendar_get_availability", "calendar_list_appointments", "revops_list_appointments");

        moved.disabled().tell().awaitKnown();
        as(ACME_MEMBER)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tools")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        assertThat(statusOf(agent.role(), "calendar_list_appointments", Map.of()))
                .isEqualTo(404);
    }

    @Test
    void anAgentThatIsGoneIsUnknown() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        agent.gone().tell().awaitKnown();
        assertThat(statusOf(agent.role(), "revops_search_contacts", Map.of())).isEqualTo(404);
    }

    @Test
    void anOlderVersionThatArrivesLateChangesNothing() {
        AgentsForTests first = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        AgentsForTests second = first.permitting(Map.of("calendar", List.of("read")));
        second.tell().awaitKnown();

        first.tell();
        // The same partition: when this one is known, the late one was looked at.
        second.permitting(Map.of("calendar", List.of("read"))).tell().awaitKnown();

        assertThat(statusOf(first.role(), "revops_search_contacts", Map.of())).isEqualTo(404);
    }

    @Test
    void theSameEventTwiceIsHandledOnce() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        UUID event = UuidCreator.getTimeOrderedEpoch();
        AgentsForTests changed = agent.permitting(Map.of("calendar", List.of("read")));
        changed.tellAs(event).awaitKnown();
        changed.tellAs(event);
        changed.permitting(Map.of("crm", List.of("read"))).tell().awaitKnown();
        assertThat(statusOf(agent.role(), "revops_search_contacts", Map.of())).isEqualTo(200);
    }

    @Test
    void anotherTenantsAgentIsUnknown() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        as(GLOBEX_OWNER)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tools")
                .then()
                .statusCode(404);
    }

    @Test
    void aServiceCallsOnlyWhatIsConfiguredForIt() {
        MailForTests.reset(Door.OPEN);
        assertThat(tools(asService("outreach-service"))).containsExactly("send_email");
        assertThat(call(
                                asService("outreach-service"),
                                "send_email",
                                Map.of(
                                        "from", "sam@acme.test",
                                        "to", List.of("dana@example.com"),
                                        "subject", "Hello",
                                        "text", "Hi"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(asService("outreach-service"), "revops_search_contacts", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(tools(asService("agent-service"))).isEmpty();
        assertThat(call(asService("agent-service"), "send_email", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aServiceNamesItsTenant() {
        given().auth()
                .oauth2(TestUser.serviceToken("outreach-service"))
                .get("/api/v1/tools")
                .then()
                .statusCode(403);
    }

    @Test
    void unknownAndForbiddenToolsAreRefusedAlikeRecordedAndTold() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        Response forbidden =
                call(as(ACME_MEMBER).queryParam("agent_role", agent.role()), "send_email", Map.of("subject", "x"));
        Response unknown =
                call(as(ACME_MEMBER).queryParam("agent_role", agent.role()), "send_letter", Map.of("subject", "x"));
        Response noAgent = call(as(ACME_MEMBER).queryParam("agent_role", "nobody-here"), "send_email", Map.of());

        for (Response refused : List.of(forbidden, unknown, noAgent)) {
            refused.then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:spectrum:problem:not-found"))
                    .body("detail", equalTo("There is no such tool."));
        }
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            List<KafkaEvent> told = events.await(
                    2,
                    event -> event.type().equals("dev.spectrum.gateway.tool.refused.v1")
                            && event.data().get("agent_role").asText().equals(agent.role()));
            assertThat(told)
                    .extracting(event -> event.data().get("tool").asText() + " "
                            + event.data().get("reason").asText())
                    .containsExactlyInAnyOrder("send_email data-source-not-granted", "send_letter unknown-tool");
            assertThat(told)
                    .allMatch(event -> event.data().get("caller").asText().equals(ACME_MEMBER.subject()));
        }
        as(TestUser.ACME_ADMIN)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tool-calls")
                .then()
                .statusCode(200)
                .body("items.outcome", equalTo(List.of("refused", "refused")))
                .body("items.tool", equalTo(List.of("send_letter", "send_email")));
    }

    @Test
    void whoIsNotSignedInOrHasNoTenantIsTurnedAway() {
        given().get("/api/v1/tools").then().statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        given().auth()
                .oauth2("not.a.token")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/tools/revops_get_contact/call")
                .then()
                .statusCode(401);
        as(TestUser.STRANGER).get("/api/v1/tools").then().statusCode(403);
        as(TestUser.AGENCY).get("/api/v1/tools").then().statusCode(403).body("detail", containsString("X-Tenant"));
        as(TestUser.AGENCY)
                .header("X-Tenant", "globex")
                .get("/api/v1/tools")
                .then()
                .statusCode(200);
    }

    private static List<String> tools(RequestSpecification who) {
        return JsonPath.from(who.get("/api/v1/tools")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .getList("items.name");
    }

    private static int statusOf(String agentRole, String tool, Map<String, ?> arguments) {
        return call(as(ACME_MEMBER).queryParam("agent_role", agentRole), tool, arguments)
                .statusCode();
    }
}
