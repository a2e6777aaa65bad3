package dev.spectrum.gateway.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A package of the npm registry, in a folder of ours and nowhere else, and a Node of its own to run it. */
final class Npm {

    private final Path modules;
    private final String name;

    private Npm(Path modules, String name) {
        this.modules = modules;
        this.name = name;
    }

    /** Why the package is not there: no npm, or no registry. */
    private static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /**
     * Fetches Node 22 and the package, unless they are there. Skips the test, loudly, where that can't be done, or fails it
     * where the command that runs is there for this alone.
     */
    static Npm fetched(String name, String version) throws IOException, InterruptedException {
        Path folder = Path.of(
                        Optional.ofNullable(System.getenv("SPECTRUM_HOME")).orElse("../.spectrum"))
                .resolve("npm")
                .toAbsolutePath()
                .normalize();
        Npm npm = new Npm(folder.resolve("node_modules"), name);
        try {
            if (!Files.isExecutable(npm.node()) || !npm.version().equals(version)) {
                install(folder, List.of(nodePackage() + "@22", name + "@" + version));
            }
            return npm;
        } catch (Unavailable reason) {
            String skipped = "SKIPPED: " + name + ", because " + reason.getMessage();
            assertThat(Boolean.getBoolean("spectrum.conformance.required"))
                    .as(skipped)
                    .isFalse();
            System.out.println(skipped);
            return Assumptions.abort(skipped);
        }
    }

    private static void install(Path folder, List<String> packages)
            throws IOException, InterruptedException, Unavailable {
        Path npm = inPath().orElseThrow(() -> new Unavailable("there is no npm in PATH"));
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                npm.toString(),
                "install",
                "--prefix",
                folder.toString(),
                "--cache",
                folder.resolve("cache").toString(),
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--fetch-retries=1",
                "--save-exact"));
        command.addAll(packages);
        Path log = folder.resolve("install.log");
        if (run(command, log, 10) != 0) {
            throw new Unavailable("npm could not install it: " + Files.readString(log));
        }
    }

    private static Optional<Path> inPath() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry, "npm"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The package's folder. */
    Path folder() {
        return modules.resolve(name);
    }

    /**
     * Runs one of the package's scripts.
     *
     * @param output for all that it prints
     * @return its exit code
     */
    int run(String script, List<String> arguments, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(node().toString(), folder().resolve(script).toString()));
        command.addAll(arguments);
        return run(command, output, 10);
    }

    private static int run(List<String> command, Path output, int minutes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(minutes, TimeUnit.MINUTES))
                    .as("%s ends", command.getFirst())
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String version() throws IOException {
        Path description = folder().resolve("package.json");
        return Files.exists(description)
                ? new ObjectMapper()
                        .readTree(description.toFile())
                        .path("version")
                        .asText()
                : "";
    }

    private Path node() {
        return modules.resolve(nodePackage()).resolve("bin/node");
    }

    private static String nodePackage() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return "node-" + system + "-" + processor;
    }
}
