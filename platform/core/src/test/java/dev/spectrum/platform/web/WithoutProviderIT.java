package dev.spectrum.platform.web;

import static dev.spectrum.platform.Notes.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import com.sun.net.httpserver.HttpServer;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A service that was started while the identity provider was away. */
@QuarkusTest
@TestProfile(WithoutProviderIT.ProviderIsAway.class)
class WithoutProviderIT {

    public static class ProviderIsAway implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Map.of("quarkus.oidc.auth-server-url", "http://127.0.0.1:" + nobody.getLocalPort() + "/realm");
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        }
    }

    @Inject
    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    URI away;

    @Inject
    @ConfigProperty(name = "SPECTRUM_OIDC_URL")
    URI issuer;

    @Test
    void saysSoAtOnceIsNotReadyAndWorksAsSoonAsTheProviderIsThere() throws IOException {
        as(TestUser.ACME_MEMBER)
                .get("/notes")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:unavailable"))
                .time(lessThan(3_000L));
        given().get("/notes").then().statusCode(401);
        given().get("/q/health/ready").then().statusCode(503);
        given().get("/q/health/live").then().statusCode(200);

        HttpServer provider = provider();
        try {
            as(TestUser.ACME_MEMBER).get("/notes").then().statusCode(200);
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            provider.stop(0);
        }

        given().get("/q/health/ready").then().statusCode(200);
        as(TestUser.ACME_MEMBER).get("/notes").then().statusCode(200);
    }

    /** The tests' issuer, found at the address where nobody was. */
    private HttpServer provider() throws IOException {
        String discovery = "/.well-known/openid-configuration";
        byte[] found = given().get(issuer + discovery).asByteArray();
        assertThat(found).isNotEmpty();
        HttpServer server = HttpServer.create(new InetSocketAddress(away.getHost(), away.getPort()), 0);
        server.createContext(away.getPath() + discovery, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, found.length);
            exchange.getResponseBody().write(found);
            exchange.close();
        });
        server.start();
        return server;
    }
}
