package dev.spectrum.gateway.mcp.conformance;

import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.NpmPackage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Inspector's command line, a client that others made, with a token of its own. Skipped, loudly, without npm. */
@QuarkusTest
@TestProfile(ConformanceProfile.class)
class InspectorIT {

    private static final Path OUTPUT = Path.of("target/inspector.txt").toAbsolutePath();

    @Test
    void listsAndCallsTools() throws Exception {
        JsonNode listed = inspect("--method", "tools/list");
        assertThat(listed.path("tools").findValuesAsText("name")).contains("revops_search_contacts", "send_email");

        JsonNode called = inspect(
                "--method", "tools/call", "--tool-name", "revops_search_contacts", "--tool-arg", "query=nobody");
        assertThat(called.at("/structuredContent/contacts").isArray())
                .as(called.toString())
                .isTrue();
    }

    private static JsonNode inspect(String... arguments) throws Exception {
        NpmPackage inspector =
                NpmPackage.of("@modelcontextprotocol/inspector", "2.12.0").fetched();
        List<String> all = new ArrayList<>(List.of(
                "--cli",
                "http://localhost:" + RestAssured.port + "/mcp",
                "--transport",
                "http",
                "--header",
                "Authorization: Bearer " + ACME_MEMBER.token()));
        all.addAll(List.of(arguments));
        int exitCode = inspector.run("clients/launcher/build/index.js", all, OUTPUT);
        String output = Files.readString(OUTPUT);
        assertThat(exitCode).as(output).isZero();
        // Warnings may come before and after.
        return Gateway.json(output.substring(output.indexOf('{'), output.lastIndexOf('}') + 1));
    }
}
