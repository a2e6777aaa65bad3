package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An installation whose operator gave it no keyset. */
@QuarkusTest
@TestProfile(NoKeysetIT.WithoutKeyset.class)
class NoKeysetIT {

    public static class WithoutKeyset implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(VendorForTests.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("spectrum.connections.keyset-file", "", "spectrum.connections.make-keyset", "false");
        }
    }

    @Test
    void refusesToStoreAndSaysSo() {
        Response refused = as(ACME_ADMIN).body(Api.body("good-key")).post(Api.PATH);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.path("type").toString()).isEqualTo("urn:spectrum:problem:no-keyset");
        assertThat(refused.path("detail").toString()).contains("operator");
        assertThat(as(ACME_ADMIN).get(Api.PATH).statusCode()).isEqualTo(200);
        assertThat(as(ROOT).post(Api.PATH + "/keys/reencrypt").statusCode()).isEqualTo(503);
    }
}
