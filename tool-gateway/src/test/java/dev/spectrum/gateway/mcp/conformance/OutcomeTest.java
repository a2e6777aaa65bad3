package dev.spectrum.gateway.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {

    @TempDir
    private Path results;

    @Test
    void passesWithASuccessAndWithoutAFailure() throws IOException {
        ran("ping", "SUCCESS", "INFO", "WARNING");
        Outcome outcome = Outcome.read(results, "ping");
        assertThat(outcome.isPass()).isTrue();
        assertThat(outcome.passed()).isEqualTo(1);
        assertThat(outcome.warned()).isEqualTo(1);
        assertThat(outcome.problems()).containsExactly("WARNING id: why");
    }

    @Test
    void failsWithAFailure() throws IOException {
        ran("ping", "SUCCESS", "FAILURE");
        assertThat(Outcome.read(results, "ping").isPass()).isFalse();
    }

    @Test
    void whatChecksNothingIsNoPass() throws IOException {
        ran("tools-list", "INFO", "SKIPPED", "WARNING");
        ran("ping-and-more", "SUCCESS");
        assertThat(Outcome.read(results, "tools-list").isPass()).isFalse();
        assertThat(Outcome.read(results, "ping").isPass()).as("it did not run").isFalse();
    }

    private void ran(String scenario, String... statuses) throws IOException {
        Path folder = Files.createDirectories(results.resolve("server-" + scenario + "-2026-11-20T10-00-00-000Z"));
        StringBuilder checks = new StringBuilder();
        for (String status : statuses) {
            checks.append(checks.isEmpty() ? "" : ",")
                    .append("{\"id\": \"id\", \"status\": \"%s\", \"errorMessage\": \"why\"}".formatted(status));
        }
        Files.writeString(folder.resolve("checks.json"), "[" + checks + "]");
    }
}
