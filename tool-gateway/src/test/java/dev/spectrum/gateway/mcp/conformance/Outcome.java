package dev.spectrum.gateway.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a scenario came to.
 *
 * @param problems what failed or was warned of, in the suite's words
 */
record Outcome(String scenario, int passed, int failed, int warned, List<String> problems) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the checks that the suite wrote; none if it ran no such scenario. */
    static Outcome read(Path results, String scenario) throws IOException {
        try (Stream<Path> folders = Files.list(results)) {
            // Followed by when it ran.
            String folder = "server-" + scenario + "-\\d.*";
            List<Path> checks = folders.filter(
                            path -> path.getFileName().toString().matches(folder))
                    .map(path -> path.resolve("checks.json"))
                    .toList();
            return checks.size() == 1
                    ? of(scenario, JSON.readTree(checks.getFirst().toFile()))
                    : new Outcome(scenario, 0, 0, 0, List.of("It did not run."));
        }
    }

    private static Outcome of(String scenario, JsonNode checks) {
        return new Outcome(
                scenario,
                count(checks, "SUCCESS"),
                count(checks, "FAILURE"),
                count(checks, "WARNING"),
                checks.valueStream()
                        .filter(check -> check.path("status").asText().matches("FAILURE|WARNING"))
                        .map(check -> check.path("status").asText() + " "
                                + check.path("id").asText() + ": "
                                + check.path("errorMessage").asText())
                        .toList());
    }

    private static int count(JsonNode checks, String status) {
        return (int) checks.valueStream()
                .filter(check -> check.path("status").asText().equals(status))
                .count();
    }

    /** What checks nothing shows nothing. */
    boolean isPass() {
        return failed == 0 && passed > 0;
    }
}
