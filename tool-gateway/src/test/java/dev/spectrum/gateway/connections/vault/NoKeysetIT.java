package dev.spectrum.gateway.connections.vault;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An installation whose operator gave it no keyset. */
@QuarkusTest
class NoKeysetIT {

    private static final String CONNECTIONS = "/api/v1/connections";

    @Inject
    Vertx vertx;

    /** In place of the one there is, which spares a service of its own. */
    @BeforeEach
    void thereIsNone() {
        KeysetConfig nothing = new KeysetConfig() {
            @Override
            public Optional<Path> keysetFile() {
                return Optional.empty();
            }

            @Override
            public boolean makeKeyset() {
                return false;
            }
        };
        QuarkusMock.installMockForType(new KeysetFile(vertx, nothing), KeysetFile.class);
    }

    @Test
    void refusesToStoreAndSaysSo() {
        Response refused = as(ACME_ADMIN)
                .body(Map.of("connector", "mcp", "name", "wiki", "credentials", Map.of("bearer", "good-key")))
                .post(CONNECTIONS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.path("type").toString()).isEqualTo("urn:spectrum:problem:no-keyset");
        assertThat(refused.path("detail").toString()).contains("operator");
        assertThat(as(ACME_ADMIN).get(CONNECTIONS).statusCode()).isEqualTo(200);
        assertThat(as(ROOT).post(CONNECTIONS + "/keys/reencrypt").statusCode()).isEqualTo(503);
    }
}
