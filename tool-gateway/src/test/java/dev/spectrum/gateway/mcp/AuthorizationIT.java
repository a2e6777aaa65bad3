package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.mcp.McpForTests.modern;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthorizationIT {

    private static final String METADATA = "http://localhost:8080/.well-known/oauth-protected-resource";

    @Test
    void whoBringsNoTokenIsToldWhereToGetOne() {
        anonymous()
                .post("/mcp/agents/sales")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header(
                        "WWW-Authenticate",
                        equalTo("Bearer resource_metadata=\"" + METADATA
                                + "/mcp/agents/sales\", scope=\"openid organization:*\""));
        anonymous()
                .header("Authorization", "Bearer not.a.token")
                .post("/mcp")
                .then()
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        startsWith("Bearer error=\"invalid_token\", resource_metadata=\"" + METADATA + "/mcp\""));
    }

    @Test
    void aTokenThatIsNotForHereOrNotWholeIsNone() {
        String token = ACME_MEMBER.token();
        int payload = token.indexOf('.') + 1;
        int signature = token.lastIndexOf('.') + 1;
        for (String refused : List.of(
                TestUser.tokenForElsewhere(),
                TestUser.expiredToken(),
                changedAt(token, payload + 20),
                changedAt(token, signature + 20),
                token.substring(0, signature),
                // Signed by nobody: {"alg":"none"}
                "eyJhbGciOiJub25lIn0." + token.substring(payload, signature))) {
            for (String method : List.of("tools/list", "tools/call", "server/discover")) {
                modern(
                                given().contentType(ContentType.JSON).header("Authorization", "Bearer " + refused),
                                "/mcp",
                                method,
                                Map.of("name", "revops_search_contacts"))
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", equalTo(challenge("invalid_token")));
            }
        }
    }

    @Test
    void aTokenThatGivesNoTenantIsToldWhatToAskFor() {
        for (TestUser user : List.of(TestUser.STRANGER, TestUser.ROOT)) {
            modern(user, "/mcp", "tools/list", Map.of())
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", equalTo(challenge("insufficient_scope")));
        }
        as(TestUser.STRANGER)
                .get("/mcp")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo(challenge("insufficient_scope")));
    }

    private static String challenge(String error) {
        return "Bearer error=\"" + error + "\", resource_metadata=\"" + METADATA
                + "/mcp\", scope=\"openid organization:*\"";
    }

    private static String changedAt(String token, int index) {
        return token.substring(0, index) + (token.charAt(index) == 'A' ? 'B' : 'A') + token.substring(index + 1);
    }

    @Test
    void theMetadataNamesTheAuthorizationServer() {
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        given().get("/.well-known/oauth-protected-resource/mcp/agents/sales")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("resource", equalTo("http://localhost:8080/mcp/agents/sales"))
                .body("authorization_servers", contains(issuer))
                .body("bearer_methods_supported", contains("header"))
                .body("scopes_supported", contains("openid", "organization:*"));
        for (String path : new String[] {"", "/mcp"}) {
            given().get("/.well-known/oauth-protected-resource" + path)
                    .then()
                    .statusCode(200)
                    .body("resource", equalTo("http://localhost:8080/mcp"));
        }
    }

    @Test
    void pagesOfOtherOriginsAreTurnedAway() {
        modern(as(ACME_MEMBER).header("Origin", "https://evil.example"), "/mcp", "tools/list", Map.of())
                .then()
                .statusCode(403);
        modern(as(ACME_MEMBER).header("Origin", "http://localhost:8080"), "/mcp", "tools/list", Map.of())
                .then()
                .statusCode(200);
    }

    private static RequestSpecification anonymous() {
        return given().contentType(ContentType.JSON).body("{}");
    }
}
