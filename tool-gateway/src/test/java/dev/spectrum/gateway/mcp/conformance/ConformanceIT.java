package dev.spectrum.gateway.mcp.conformance;

import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.NpmPackage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The protocol's own conformance suite against this gateway with its real servers, once for each revision. Writes what came
 * out to {@code target/conformance/report.txt}. Skipped, loudly, where npm or its registry is not at hand.
 */
@QuarkusTest
@TestProfile(ConformanceProfile.class)
class ConformanceIT {

    private static final String SUITE = "@modelcontextprotocol/conformance";
    private static final String VERSION = "0.2.0-alpha.12";
    private static final Path RESULTS = Path.of("target/conformance").toAbsolutePath();
    private static final Path REPORT = RESULTS.resolve("report.txt");

    /** What only scenarios ask for that are not scored: of extensions, or on hold in the suite itself. */
    private static final Set<String> NOT_SCORED = Set.of(
            "test_reconnection",
            "confirm_delete",
            "failing_job",
            "greet",
            "multi_input",
            "protocol_error_job",
            "slow_compute",
            "test_tool_with_task");

    @BeforeAll
    static void begin() throws IOException {
        Files.createDirectories(RESULTS);
        Files.writeString(REPORT, SUITE + " " + VERSION + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void everyScoredScenarioPasses(String revision) throws Exception {
        NpmPackage suite = NpmPackage.of(SUITE, VERSION).fetched();
        Path results = RESULTS.resolve(revision);
        delete(results);
        Files.createDirectories(results);
        Run run = run(suite, revision, results);

        List<Outcome> scored = new ArrayList<>();
        for (String scenario : scored(suite, revision)) {
            scored.add(Outcome.read(results, scenario));
        }
        report(revision, scored);
        assertThat(scored).isNotEmpty().allMatch(Outcome::isPass, "passes");
        assertThat(run.askedInVain())
                .as("what was asked for in vain makes its scenario prove nothing")
                .isSubsetOf(NOT_SCORED);
        assertThat(run.exitCode())
                .as(() -> "see " + results.resolve("output.txt"))
                .isZero();
    }

    /** @param askedInVain tools and prompts that were not there */
    private record Run(int exitCode, Set<String> askedInVain) {}

    private static Run run(NpmPackage suite, String revision, Path results) throws Exception {
        URI url = ConfigProvider.getConfig().getValue("spectrum.mcp.public-url", URI.class);
        try (AuthenticatingProxy proxy =
                AuthenticatingProxy.start(url.getPort(), RestAssured.port, ACME_MEMBER.token())) {
            int exitCode = suite.run(
                    "dist/index.js",
                    List.of(
                            "server",
                            "--url",
                            url + "/mcp",
                            "--requirements",
                            revision,
                            "--output-dir",
                            results.toString()),
                    results.resolve("output.txt"));
            return new Run(exitCode, proxy.askedInVain());
        }
    }

    /** The scenarios that the suite's own list of requirements scores. */
    private static List<String> scored(NpmPackage suite, String revision) throws IOException {
        Path requirements = suite.folder().resolve("requirements/" + revision + ".yaml");
        Map<String, List<String>> lists = new Yaml().load(Files.readString(requirements));
        return Optional.ofNullable(lists.get("server")).orElseThrow();
    }

    private static void report(String revision, List<Outcome> scored) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("%s: %d of %d scored scenarios passed; checks: %d passed, %d failed, %d warned%n"
                .formatted(
                        revision,
                        scored.stream().filter(Outcome::isPass).count(),
                        scored.size(),
                        scored.stream().mapToInt(Outcome::passed).sum(),
                        scored.stream().mapToInt(Outcome::failed).sum(),
                        scored.stream().mapToInt(Outcome::warned).sum()));
        for (Outcome outcome : scored) {
            if (!outcome.isPass() || outcome.warned() > 0) {
                text.append("  %s: %d passed%n".formatted(outcome.scenario(), outcome.passed()));
                outcome.problems()
                        .forEach(problem -> text.append("    ").append(problem).append('\n'));
            }
        }
        System.out.print(text);
        Files.writeString(REPORT, text, StandardOpenOption.APPEND);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException busy) {
                        throw new UncheckedIOException(busy);
                    }
                });
            }
        }
    }
}
