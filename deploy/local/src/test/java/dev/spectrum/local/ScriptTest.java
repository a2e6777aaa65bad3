package dev.spectrum.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code spectrum} in a folder of its own, with a PATH and JDKs made for it. */
class ScriptTest {
    private static final List<String> TOOLS = List.of(
            "awk", "bash", "cat", "cut", "date", "dirname", "env", "find", "grep", "head", "mkdir", "mv", "paste", "rm",
            "sed", "sh", "sort", "tail", "tee", "touch", "xargs");

    private record Result(int code, String output) {}

    @TempDir
    Path folder;

    private Path project;
    private Path system;

    @BeforeEach
    void aProjectAndASystemWithoutAJdk() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        system = Files.createDirectories(folder.resolve("system"));
        var path = Files.createDirectories(folder.resolve("bin"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), onPath(tool));
        }
        Files.copy(Path.of("../../spectrum"), project.resolve("spectrum"));
        write(project.resolve("pom.xml"), "<project/>");
        write(project.resolve("agent-service/src/main/java/Agent.java"), "class Agent {}");
        // A Maven that notes that it ran, and makes what the script expects.
        script(project.resolve("mvnw"), """
                echo "$JAVA_HOME $*" >> mvnw-calls
                if [ -e broken ]; then echo "[ERROR] Agent.java: ';' expected"; exit 1; fi
                echo "[INFO] Building Spectrum agent service 1.0.0-SNAPSHOT        [1/2]"
                mkdir -p deploy/local/target/lib
                for name in agent-service conversation-service tool-gateway outreach-service; do
                  mkdir -p $name/target/quarkus-app
                  touch $name/target/quarkus-app/quarkus-run.jar
                done
                """);
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        var jdk = jdk(folder.resolve("my jdk"), "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", jdk.toString()), "up").output()).contains("launched by " + jdk);
    }

    @Test
    void takesTheJdkOnThePath() throws Exception {
        var jdk = jdk(folder.resolve("jdk"), "21.0.5");
        Files.createSymbolicLink(folder.resolve("bin/java"), jdk.resolve("bin/java"));

        assertThat(run("up").output()).contains("launched by " + jdk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/lib/jvm/temurin-25", "Library/Java/JavaVirtualMachines/temurin.jdk/Contents/Home"})
    void looksWhereSystemsKeepTheirJdks(String place) throws Exception {
        jdk(system.resolve("usr/lib/jvm/java-17"), "17.0.1");
        var jdk = jdk(system.resolve(place), "25");

        assertThat(run("up").output()).contains("launched by " + jdk);
    }

    @Test
    void looksWhereSdkmanKeepsItsJdks() throws Exception {
        var jdk = jdk(folder.resolve(".sdkman/candidates/java/21.0.2-tem"), "21.0.2");

        assertThat(run("up").output()).contains("launched by " + jdk);
    }

    @Test
    void saysWhatItFoundInsteadOfAJdk() throws Exception {
        var old = jdk(folder.resolve("old"), "1.8.0_392");
        jdk(system.resolve("usr/lib/jvm/java-17"), "17.0.1");

        var result = run(Map.of("JAVA_HOME", old.toString()), "up");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("Spectrum needs a JDK, version 21 or newer")
                .contains("JAVA_HOME (" + old + "): JDK 8, too old")
                .contains("usr/lib/jvm/java-17: JDK 17, too old");
    }

    @Test
    void buildsOnlyWhatChanged() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk"), "25");

        assertThat(run("up").output()).contains("1/2 Spectrum agent service", "built in");
        run("up");
        assertThat(builds()).isEqualTo(1);

        write(project.resolve("agent-service/src/test/java/AgentTest.java"), "class AgentTest {}");
        run("up");
        assertThat(builds()).as("tests are no part of it").isEqualTo(1);

        write(project.resolve("agent-service/src/main/java/Role.java"), "class Role {}");
        run("up");
        assertThat(builds()).isEqualTo(2);

        Files.delete(project.resolve("agent-service/src/main/java/Role.java"));
        run("up");
        assertThat(builds()).isEqualTo(3);

        Files.delete(project.resolve("tool-gateway/target/quarkus-app/quarkus-run.jar"));
        run("up");
        assertThat(builds()).isEqualTo(4);
    }

    @Test
    void showsWhyABuildFailedAndBuildsAgain() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk"), "25");
        write(project.resolve("broken"), "");

        var result = run("up");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("[ERROR] Agent.java: ';' expected", "the build failed", "target/build.log")
                .doesNotContain("launched");

        Files.delete(project.resolve("broken"));
        assertThat(run("up").output()).contains("launched");
    }

    @Test
    void handsTheLauncherItsArgumentsAndItsExitCode() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk"), "25");
        var home = Map.of("SPECTRUM_HOME", "elsewhere", "EXIT_CODE", "1");

        var result = run(home, "token", "owner@acme.test", "--tenant", "acme");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains(
                        "dev.spectrum.local.Main " + project + " " + project + "/elsewhere token owner@acme.test acme");
    }

    @Test
    void addsTheTestsUp() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk"), "25");
        write(project.resolve("agent-service/target/surefire-reports/TEST-Stale.xml"), "<testcase name=\"s\"/>\n");
        write(project.resolve("pom.xml"), """
                <module>contracts</module>
                <module>agent-service</module>
                <module>tool-gateway</module>
                """);
        for (String module : List.of("agent-service", "tool-gateway")) {
            write(project.resolve(module + "/src/test/java/dev/TurnIT.java"), "");
            write(project.resolve(module + "/src/test/java/dev/TurnTest.java"), "");
            write(project.resolve(module + "/src/test/java/dev/Turns.java"), "");
        }
        script(project.resolve("mvnw"), """
                case "$*" in
                    *surefire:test*) ;;
                    *) exit 0 ;;
                esac
                module=${*#*--projects }
                module=${module%% *}
                case "$*" in
                    *' -Dtest=dev/TurnIT,dev/TurnTest '* | *' -Dtest=dev/TurnTest,dev/TurnIT '*) ;;
                    *) exit 3 ;;
                esac
                mkdir -p $module/target/surefire-reports
                printf '%s\\n' '<testsuite name="T" tests="0" errors="0">' '  <testcase name="a" classname="T"/>' \\
                  '  <testcase name="b" classname="T">' '    <failure message="no"/>' '  </testcase>' \\
                  '  <testcase name="c" classname="T">' '    <skipped/>' '  </testcase>' '</testsuite>' \\
                  > $module/target/surefire-reports/TEST-T.xml
                echo "[ERROR] because"
                exit 1
                """);

        var result = run("test");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("  tool-gateway: 1 passed, 1 failed, 1 skipped in 0 min ", "FAILED T.b: no\n[ERROR] because\n")
                .endsWith("2 passed, 2 failed, 2 skipped\nFAILED T.b: no\nFAILED T.b: no\n");

        assertThat(run("test", "agent-service").output()).doesNotContain("tool-gateway").endsWith("1 skipped\nFAILED T.b: no\n");
        assertThat(run("test", "agents")).isEqualTo(new Result(2, """
                there is no module 'agents'; there are:
                contracts
                agent-service
                tool-gateway
                """));
    }

    @Test
    void showsTheLogOfAServerNamedInPart() throws Exception {
        write(project.resolve(".spectrum/logs/postgresql.log"), "database system is ready\n");
        write(project.resolve(".spectrum/logs/redis.log"), "Ready to accept connections\n");

        assertThat(run("logs", "postgres").output()).isEqualTo("database system is ready\n");
        assertThat(run("logs").output()).contains("==> ", "database system is ready", "Ready to accept connections");
        assertThat(run("logs", "mysql"))
                .isEqualTo(new Result(1, "there is no log of mysql in " + project.resolve(".spectrum/logs") + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "reset",
                "status",
                "logs",
                "start",
                "stop",
                "token",
                "dead-letters",
                "demo",
                "test",
                "conformance"
            })
    void explainsEveryCommand(String command) throws Exception {
        assertThat(run("--help").output()).contains("  " + command);
        assertThat(run(command, "--help")).satisfies(result -> {
            assertThat(result.code()).isZero();
            assertThat(result.output()).startsWith("Usage: ./spectrum " + command);
        });
        assertThat(run("help", command)).isEqualTo(run(command, "--help"));
    }

    @Test
    void namesWhatItDoesNotUnderstand() throws Exception {
        assertThat(run("launch"))
                .isEqualTo(new Result(2, "there is no command 'launch'; ./spectrum --help shows all\n"));
        assertThat(run("help", "launch")).isEqualTo(run("launch"));
        assertThat(run("help", "--help")).isEqualTo(run("--help"));
        assertThat(run("up", "now").code()).isEqualTo(2);
        assertThat(run("token").code()).isEqualTo(2);
        assertThat(run("stop").code()).isEqualTo(2);
        assertThat(run("dead-letters", "delete", "agent").code()).isEqualTo(2);
        assertThat(run("logs", "--tail").output()).contains("logs has no option --tail");
    }

    private int builds() throws IOException {
        return Files.readAllLines(project.resolve("mvnw-calls")).size();
    }

    private Result run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Result run(Map<String, String> environment, String... arguments) throws Exception {
        var command =
                Stream.concat(Stream.of("./spectrum"), Stream.of(arguments)).toList();
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", folder.resolve("bin").toString(),
                        "HOME", folder.toString(),
                        "SPECTRUM_TEST_SYSTEM_ROOT", system.toString()));
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** A JDK whose java says how it was called. */
    private static Path jdk(Path home, String version) throws IOException {
        script(home.resolve("bin/javac"), "exit 0");
        script(home.resolve("bin/java"), """
                case $1 in
                  -XshowSettings*) echo "    java.home = %1$s" >&2 ;;
                  *) echo "launched by %1$s: $*"; exit ${EXIT_CODE:-0} ;;
                esac
                """.formatted(home));
        write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String content) throws IOException {
        write(file, "#!/bin/sh\n" + content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Path onPath(String tool) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH"))
                        .orElse("/usr/bin:/bin")
                        .split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool));
    }
}
