package dev.spectrum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.spectrum.servers.TemporaryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String ACME_ONLY = token("{\"organization\":{\"acme\":{}}}");

    private final Ports ports = new Ports(TemporaryServer.freePort() - 5);
    private volatile String answer = "";
    private volatile String request = "";
    private HttpServer keycloak;

    @BeforeEach
    void start() throws IOException {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.keycloak()), 0);
        keycloak.createContext("/auth/realms/spectrum/protocol/openid-connect/token", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            request = URLDecoder.decode(form, StandardCharsets.UTF_8);
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        keycloak.start();
    }

    @AfterEach
    void stop() {
        keycloak.stop(0);
    }

    @Test
    void areForAllTenantsOfTheUser() {
        answer = "{\"access_token\":\"%s\"}".formatted(ACME_ONLY);

        assertThat(new Tokens(ports).accessToken("owner@acme.test", Optional.empty()))
                .isEqualTo(ACME_ONLY);
        assertThat(request)
                .contains("username=owner@acme.test", "scope=openid organization:*", "client_id=spectrum-cli");
    }

    @Test
    void areForOneTenantWhenAskedFor() {
        answer = "{\"access_token\":\"%s\"}".formatted(ACME_ONLY);

        assertThat(new Tokens(ports).accessToken("owner@acme.test", Optional.of("acme")))
                .isEqualTo(ACME_ONLY);
        assertThat(request).contains("scope=openid organization:acme");
    }

    @Test
    void areRefusedForATenantTheUserIsNoMemberOf() {
        answer = "{\"access_token\":\"%s\"}".formatted(ACME_ONLY);

        assertThatThrownBy(() -> new Tokens(ports).accessToken("owner@acme.test", Optional.of("globex")))
                .isInstanceOf(Failure.class)
                .hasMessage("owner@acme.test is no member of globex");
    }

    @Test
    void areRefusedWithTheReasonKeycloakGives() {
        answer = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}";

        assertThatThrownBy(() -> new Tokens(ports).accessToken("nobody@acme.test", Optional.empty()))
                .isInstanceOf(Failure.class)
                .hasMessage("no token for nobody@acme.test: Invalid user credentials");
    }

    @Test
    void needKeycloak() {
        keycloak.stop(0);

        assertThatThrownBy(() -> new Tokens(ports).accessToken("owner@acme.test", Optional.empty()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Keycloak does not answer");
    }

    private static String token(String claims) {
        return "header." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }
}
