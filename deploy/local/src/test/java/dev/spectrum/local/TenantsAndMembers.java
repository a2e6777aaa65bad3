package dev.spectrum.local;

import static dev.spectrum.local.SuiteIT.as;
import static dev.spectrum.local.SuiteIT.edge;
import static dev.spectrum.local.SuiteIT.launcher;
import static dev.spectrum.local.SuiteIT.stack;
import static dev.spectrum.local.SuiteIT.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tenants and their members with a real Keycloak; a part of {@link SuiteIT}, on its stack. */
class TenantsAndMembers {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/login-actions/\\S+");

    private final KeycloakAsAdmin keycloak = new KeycloakAsAdmin(stack().ports());

    @Test
    void aNewTenantIsReadyInOneCallAndItsFirstOwnerGetsInByMail() throws IOException, InterruptedException {
        long beginning = System.nanoTime();
        Response made = makeTenant("initech", "peter@initech.test");
        Duration took = Duration.ofNanos(System.nanoTime() - beginning);
        System.out.printf("POST /api/v1/tenants took %d ms%n", took.toMillis());

        String id = made.then()
                .statusCode(201)
                .body("first_owner.email", equalTo("peter@initech.test"))
                .body("first_owner.state", equalTo("invited"))
                .body("first_owner.invitation", equalTo("email_sent"))
                .body(not(containsString("login-actions")))
                .extract()
                .path("id");
        // On a quiet machine it is far less; this one may be busy.
        assertThat(took).isLessThan(Duration.ofSeconds(20));

        KeycloakPages.takeUp(linkMailedTo("peter@initech.test"), "spectrum", "Peter", "Gibbons");

        as("peter@initech.test")
                .get("/api/v1/agents")
                .then()
                .statusCode(200)
                .body("items.role", containsInAnyOrder("sales", "operations", "revenue", "cfo", "cmo"));
        as("peter@initech.test")
                .get("/api/v1/tenants/" + id)
                .then()
                .statusCode(200)
                .body("daily_limit_usd", equalTo(25.0f));
        as("peter@initech.test").get("/api/v1/company").then().body("name", equalTo("Company initech"));
        as("peter@initech.test")
                .get("/api/v1/members")
                .then()
                .statusCode(200)
                .body("items.email", contains("peter@initech.test"))
                .body("items.name", contains("Peter Gibbons"))
                .body("items.role", contains("owner"))
                .body("items.state", contains("active"));
    }

    @Test
    void aRepeatedRequestMakesOneTenant() {
        String key = UUID.randomUUID().toString();
        String id = makeTenant("hooli", "gavin@hooli.test", key)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        makeTenant("hooli", "gavin@hooli.test", key)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(id));
        makeTenant("hooli", "gavin@hooli.test")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:tenant-exists"));
        assertThat(mailsTo("gavin@hooli.test")).hasSize(1);
    }

    @Test
    void whatARequestThatDiedLeftAtKeycloakIsUsedByTheNext() {
        String id = UUID.randomUUID().toString();
        keycloak.addOrganization("endframe", Map.of("tenant_id", List.of(id)));
        keycloak.realm().body(Map.of("name", "endframe")).post("/groups").then().statusCode(201);

        makeTenant("endframe", "jack@endframe.test").then().statusCode(201).body("id", equalTo(id));

        keycloak.realm().get("/group-by-path/endframe/viewer").then().statusCode(200);
    }

    @Test
    void anOrganizationOfSomebodyElseIsNotTakenOver() {
        keycloak.addOrganization("aviato", Map.of());
        makeTenant("aviato", "erlich@aviato.test").then().statusCode(409);
        keycloak.deleteOrganization("aviato");
        keycloak.addOrganization(
                "aviato", Map.of("tenant_id", List.of(UUID.randomUUID().toString())));
        given().spec(edge())
                .auth()
                .oauth2(token("root@spectrum.test"))
                .body(Map.of(
                        "id",
                        UUID.randomUUID(),
                        "name",
                        "Aviato",
                        "slug",
                        "aviato",
                        "owner_email",
                        "erlich@aviato.test",
                        "tier",
                        "ignition"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(409);
        assertThat(keycloak.userIds("erlich@aviato.test")).isEmpty();

        makeTenant("aviato", "erlich@aviato.test").then().statusCode(201);
    }

    @Test
    void whatTheDatabaseRefusesLeavesNothingAtKeycloak() throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(stack().postgres().jdbcUrl("spectrum"), "postgres", "spectrum");
                Statement sql = owner.createStatement()) {
            sql.execute("alter table agent.tenant add constraint no_hotdog check (slug <> 'hotdog')");
            try {
                makeTenant("hotdog", "jian@hotdog.test").then().statusCode(500);
            } finally {
                sql.execute("alter table agent.tenant drop constraint no_hotdog");
            }
        }
        assertThat(keycloak.organizationIds("hotdog")).isEmpty();
        assertThat(keycloak.userIds("jian@hotdog.test")).isEmpty();
        makeTenant("hotdog", "jian@hotdog.test").then().statusCode(201);
    }

    @Test
    void withoutMailNothingIsHalfDone() {
        launcher().stop("mail");
        try {
            makeTenant("raviga", "monica@raviga.test")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:spectrum:problem:identity-provider-away"))
                    .body("detail", containsString("mail"));
            assertThat(keycloak.organizationIds("raviga")).isEmpty();
            assertThat(keycloak.userIds("monica@raviga.test")).isEmpty();
            keycloak.realm().get("/group-by-path/raviga").then().statusCode(404);
        } finally {
            launcher().start("mail");
        }
        makeTenant("raviga", "monica@raviga.test").then().statusCode(201);
    }

    @Test
    void withoutKeycloakTokensGoOnAndInvitingSaysWhatIsWrong() {
        String admin = token("admin@acme.test");
        String root = token("root@spectrum.test");
        launcher().stop("keycloak");
        try {
            withToken(admin).get("/api/v1/agents").then().statusCode(200);
            withToken(admin)
                    .body(Map.of("agent_role", "sales", "message", "Find contacts at Northwind"))
                    .post("/api/chat/send")
                    .then()
                    .statusCode(200);
            withToken(admin)
                    .body(Map.of("email", "late@acme.test", "role", "member"))
                    .post("/api/v1/members")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:spectrum:problem:identity-provider-away"))
                    .body("detail", containsString("Keycloak"));
            makeTenant("bream", "laurie@bream.test", UUID.randomUUID().toString(), root)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("detail", containsString("Keycloak"));
        } finally {
            launcher().start("keycloak");
        }
        makeTenant("bream", "laurie@bream.test").then().statusCode(201);
        invite("admin@acme.test", "late@acme.test", "member").statusCode(201);
        remove("admin@acme.test", "late@acme.test");
    }

    @Test
    void aMemberIsInvitedChangedAndRemoved() throws IOException, InterruptedException {
        invite("admin@acme.test", "nina@acme.test", "member")
                .statusCode(201)
                .body("state", equalTo("invited"))
                .body("role", equalTo("member"))
                .body("invitation", equalTo("email_sent"));
        KeycloakPages.takeUp(linkMailedTo("nina@acme.test"), "spectrum", "Nina", "Berg");
        String asMember = token("nina@acme.test");
        withToken(asMember).get("/api/v1/agents").then().statusCode(200);
        withToken(asMember).get("/api/v1/members").then().statusCode(403);

        as("admin@acme.test")
                .body(Map.of("role", "admin"))
                .patch("/api/v1/members/" + subject(asMember))
                .then()
                .statusCode(200)
                .body("role", equalTo("admin"))
                .body("state", equalTo("active"));
        String asAdmin = token("nina@acme.test");
        withToken(asAdmin).get("/api/v1/members").then().statusCode(200).body("items.email", hasItem("nina@acme.test"));
        // What a token says it says until it expires.
        withToken(asMember).get("/api/v1/members").then().statusCode(403);

        remove("admin@acme.test", "nina@acme.test");
        assertThat(claims(token("nina@acme.test")).getMap("organization")).isNull();
        withToken(token("nina@acme.test")).get("/api/v1/agents").then().statusCode(403);
        withToken(asAdmin).get("/api/v1/agents").then().statusCode(200);
        withToken(asAdmin)
                .body(Map.of("email", "nina@acme.test", "role", "admin"))
                .post("/api/v1/members")
                .then()
                .statusCode(403);
        as("admin@acme.test").get("/api/v1/members/" + subject(asMember)).then().statusCode(404);
    }

    @Test
    void everyChangeOfAMemberIsInTheLogOfChanges() {
        String admin = subject(token("admin@acme.test"));
        String owner = subject(token("owner@acme.test"));
        String id = invite("admin@acme.test", "lena@acme.test", "member")
                .statusCode(201)
                .extract()
                .path("id");
        invite("admin@acme.test", "lena@acme.test", "member").statusCode(201);
        as("owner@acme.test")
                .body(Map.of("role", "owner"))
                .patch("/api/v1/members/" + id)
                .then()
                .statusCode(200);
        as("admin@acme.test").delete("/api/v1/members/" + id).then().statusCode(403);
        as("owner@acme.test").delete("/api/v1/members/" + id).then().statusCode(204);

        as("admin@acme.test")
                .get("/api/v1/changes?entity=member&entity_id=" + id)
                .then()
                .statusCode(200)
                .body("items.operation", contains("delete", "update", "create"))
                .body("items.actor", contains(owner, owner, admin))
                .body("items[2].before", equalTo(Map.of()))
                .body("items[2].after", equalTo(Map.of("email", "lena@acme.test", "role", "member")))
                .body("items[1].before", equalTo(Map.of("role", "member")))
                .body("items[1].after", equalTo(Map.of("role", "owner")))
                .body("items[0].before", equalTo(Map.of("email", "lena@acme.test", "role", "owner")))
                .body("items[0].after", equalTo(Map.of()));
    }

    @Test
    void aTenantsFirstOwnerIsInItsLogOfChanges() {
        makeTenant("dunder", "agency@spectrum.test").then().statusCode(201);
        as("agency@spectrum.test")
                .header("X-Tenant", "dunder")
                .get("/api/v1/changes?entity=member")
                .then()
                .statusCode(200)
                .body("items.after.role", contains("owner"))
                .body("items.actor", contains(subject(token("root@spectrum.test"))));
    }

    @Test
    void whoHasAnAccountIsGivenNoSecondOne() {
        String stranger = subject(token("stranger@nowhere.test"));
        invite("admin@acme.test", "stranger@nowhere.test", "viewer")
                .statusCode(201)
                .body("id", equalTo(stranger))
                .body("state", equalTo("active"))
                .body("invitation", equalTo("not_needed"));
        assertThat(mailsTo("stranger@nowhere.test")).isEmpty();
        invite("admin@acme.test", "stranger@nowhere.test", "viewer")
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:member-exists"));
        as("stranger@nowhere.test").get("/api/v1/agents").then().statusCode(200);
        remove("admin@acme.test", "stranger@nowhere.test");
    }

    @Test
    void anOpenInvitationCanBeRepeatedAndARepeatedRequestIsOne() {
        Map<String, Object> body = Map.of("email", "omar@acme.test", "role", "viewer");
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            as("admin@acme.test")
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/api/v1/members")
                    .then()
                    .statusCode(201);
        }
        assertThat(mailsTo("omar@acme.test")).hasSize(1);
        invite("admin@acme.test", "omar@acme.test", "admin").statusCode(409);
        invite("admin@acme.test", "omar@acme.test", "viewer").statusCode(201);
        assertThat(mailsTo("omar@acme.test")).hasSize(2);
        remove("admin@acme.test", "omar@acme.test");
    }

    @Test
    void adminsTouchNoOwnerAndTheLastOwnerStays() {
        String owner = subject(token("owner@acme.test"));
        invite("admin@acme.test", "boss@acme.test", "owner").statusCode(403);
        for (String by : List.of("admin@acme.test", "owner@acme.test")) {
            int refused = by.startsWith("admin") ? 403 : 409;
            as(by).body(Map.of("role", "member"))
                    .patch("/api/v1/members/" + owner)
                    .then()
                    .statusCode(refused);
            as(by).delete("/api/v1/members/" + owner).then().statusCode(refused);
        }
        assertThat(keycloak.userIds("boss@acme.test")).isEmpty();
    }

    @Test
    void ofTwoOwnersWhoRemoveOneAnotherAtOnceOneStays() {
        makeTenant("twins", "agency@spectrum.test").then().statusCode(201);
        as("agency@spectrum.test")
                .header("X-Tenant", "twins")
                .body(Map.of("email", "root@spectrum.test", "role", "owner"))
                .post("/api/v1/members")
                .then()
                .statusCode(201);
        String one = token("agency@spectrum.test");
        String other = token("root@spectrum.test");

        List<Integer> statuses = Map.of(one, other, other, one).entrySet().parallelStream()
                .map(removal -> withToken(removal.getKey())
                        .header("X-Tenant", "twins")
                        .delete("/api/v1/members/" + subject(removal.getValue()))
                        .statusCode())
                .toList();

        assertThat(statuses).containsExactlyInAnyOrder(204, 403);
    }

    @Test
    void anotherTenantsMemberDoesNotExist() {
        String viewer = subject(token("viewer@acme.test"));
        as("owner@globex.test").get("/api/v1/members/" + viewer).then().statusCode(404);
        as("owner@globex.test")
                .body(Map.of("role", "admin"))
                .patch("/api/v1/members/" + viewer)
                .then()
                .statusCode(404);
        as("owner@globex.test").delete("/api/v1/members/" + viewer).then().statusCode(404);
        as("viewer@acme.test").get("/api/v1/agents").then().statusCode(200);
    }

    @Test
    void membersAreListedInPages() {
        JsonPath first = as("owner@acme.test").get("/api/v1/members?limit=2").jsonPath();
        assertThat(first.getList("items.email")).containsExactly("admin@acme.test", "agency@spectrum.test");
        as("owner@acme.test")
                .queryParam("limit", 3)
                .queryParam("cursor", first.getString("next"))
                .get("/api/v1/members")
                .then()
                .statusCode(200)
                .body("items.email", contains("member@acme.test", "owner@acme.test", "viewer@acme.test"))
                .body("items.role", contains("member", "owner", "viewer"))
                .body("next", nullValue());
    }

    @Test
    void agentServiceMayManageAccountsAndOrganizationsAndNothingElse() {
        assertThat(keycloak.rightsOf("agent-service"))
                .containsExactlyInAnyOrder("manage-organizations", "manage-users");
        for (String service : List.of("conversation-service", "tool-gateway", "outreach-service")) {
            assertThat(keycloak.rightsOf(service)).as(service).isEmpty();
        }
    }

    private static Response makeTenant(String slug, String ownerEmail) {
        return makeTenant(slug, ownerEmail, UUID.randomUUID().toString());
    }

    private static Response makeTenant(String slug, String ownerEmail, String key) {
        return makeTenant(slug, ownerEmail, key, token("root@spectrum.test"));
    }

    private static Response makeTenant(String slug, String ownerEmail, String key, String token) {
        return withToken(token)
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Company " + slug, "slug", slug, "owner_email", ownerEmail, "tier", "velocity"))
                .post("/api/v1/tenants");
    }

    private static ValidatableResponse invite(String by, String email, String role) {
        return as(by).body(Map.of("email", email, "role", role))
                .post("/api/v1/members")
                .then();
    }

    private static void remove(String by, String email) {
        String id = as(by).get("/api/v1/members?limit=200").path("items.find { it.email == '" + email + "' }.id");
        as(by).delete("/api/v1/members/" + id).then().statusCode(204);
    }

    private static String linkMailedTo(String address) {
        Matcher link = LINK.matcher(mailsTo(address).getLast());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    /** The texts of the mails that reached an address. */
    private static List<String> mailsTo(String address) {
        return given().get(stack().mail().messagesUri()).path("findAll { it.to == '" + address + "' }.text");
    }

    private static RequestSpecification withToken(String token) {
        return given().spec(edge()).auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static String subject(String token) {
        return claims(token).getString("sub");
    }

    private static JsonPath claims(String token) {
        return JsonPath.from(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }
}
