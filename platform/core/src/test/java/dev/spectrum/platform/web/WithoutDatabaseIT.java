package dev.spectrum.platform.web;

import static dev.spectrum.platform.Notes.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.spectrum.platform.Notes;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.PostgresServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WithoutDatabaseIT {

    @Test
    void whileTheDatabaseIsAwayItSaysSoAndAfterwardsItWorksAgain() {
        TemporaryServer<PostgresServer> server = RealServers.postgres();
        Notes.take(TestUser.ACME_MEMBER, "before").then().statusCode(201);
        server.stop();
        try {
            // The first may find connections that broke, the second none at all.
            for (int i = 0; i < 2; i++) {
                Notes.take(TestUser.ACME_MEMBER, "meanwhile")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .contentType("application/problem+json")
                        .body("type", equalTo("urn:spectrum:problem:unavailable"));
            }
        } finally {
            server.start();
        }
        as(TestUser.ACME_MEMBER).get("/notes").then().statusCode(200);
    }
}
