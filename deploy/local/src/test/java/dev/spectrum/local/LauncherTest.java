package dev.spectrum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.ServerFailedException;
import dev.spectrum.servers.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Member ONE = SleepingServer.ready("one");
    private static final Member TWO = SleepingServer.ready("two");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Home home;

    @BeforeEach
    void aStackWhoseTenantsExist() throws IOException {
        home = new Home(folder, folder.resolve("home"));
        Files.createDirectories(home.data("tenants-created"));
    }

    @AfterEach
    void endAll() {
        launcher(ONE, TWO, SleepingServer.readyFrom(folder)).down();
    }

    @Test
    void startsWhatIsNotRunning() {
        launcher(ONE, TWO).up();

        assertThat(List.of(ONE, TWO))
                .allSatisfy(member -> assertThat(process(member).isAlive()).isTrue());
        assertThat(output()).contains("one", "two", "ready in", "Spectrum is up after");
    }

    @Test
    void doesNothingTheSecondTime() {
        launcher(ONE, TWO).up();
        var before = process(ONE).pid();

        launcher(ONE, TWO).up();

        assertThat(output()).contains("Spectrum is up already: nothing to do");
        assertThat(process(ONE).pid()).isEqualTo(before);
    }

    @Test
    void startsAgainOnlyWhatHasDied() throws Exception {
        launcher(ONE, TWO).up();
        var one = process(ONE).pid();
        var two = process(TWO).pid();
        kill(two);

        launcher(ONE, TWO).up();

        assertThat(process(ONE).pid()).isEqualTo(one);
        assertThat(process(TWO).pid()).isNotEqualTo(two);
    }

    @Test
    void endsWhatAKilledLauncherHasStarted() throws IOException {
        launcher(ONE, TWO).up();
        var left = handle(process(ONE).pid());
        Files.delete(home.run().resolve("completed"));

        launcher(ONE, TWO).up();

        assertThat(output()).contains("ending what an interrupted start has left behind");
        assertThat(left.isAlive()).isFalse();
        assertThat(process(ONE).isAlive()).isTrue();
    }

    @Test
    void endsWhatALauncherThatIsKilledWasPreparing() throws Exception {
        var killed = KilledLauncher.start(home);
        try {
            assertThat(eventually(() ->
                            new Processes(home).find(KilledLauncher.MEMBER).isPresent()))
                    .isTrue();
            var step = handle(process(KilledLauncher.MEMBER).pid());
            assertThat(eventually(() -> step.children().findAny().isPresent())).isTrue();
            var child = step.children().findAny().orElseThrow();
            killed.destroyForcibly().waitFor();
            assertThat(step.isAlive()).isTrue();

            launcher(SleepingServer.ready(KilledLauncher.MEMBER.name())).up();

            assertThat(output()).contains("ending what an interrupted start has left behind");
            assertThat(List.of(step, child)).noneMatch(ProcessHandle::isAlive);
        } finally {
            killed.destroyForcibly();
            launcher(KilledLauncher.MEMBER).down();
        }
    }

    @Test
    void endsAPreparationWhenAnotherServerFails() {
        var preparing = SleepingServer.preparing("one");

        assertThatThrownBy(() -> launcher(preparing, SleepingServer.failing()).up())
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("failing ended while it started");
        assertThat(new Processes(home).find(preparing)).isEmpty();
    }

    @Test
    void saysWhatItWaitsFor() {
        var slow = SleepingServer.slow(folder.resolve("voice"));
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        home.alone(() -> {
            try (var startUp = new StartUp(home, new Processes(home), out, Duration.ofMillis(50))) {
                startUp.start(List.of(ONE, slow));
            }
        });

        assertThat(output()).contains("  waiting for slow (").contains("slow                   ready in");
    }

    @Test
    void startsAgainWhatDoesNotAnswer() throws IOException {
        var voice = folder.resolve("voice");
        var one = SleepingServer.readyWhile(voice, "one");
        launcher(one, TWO).up();
        var before = process(one).pid();
        var two = process(TWO).pid();
        Files.delete(voice);

        launcher(one, TWO).up();

        assertThat(output()).contains("one                    does not answer").contains("up after");
        assertThat(process(one).pid()).isNotEqualTo(before);
        assertThat(process(TWO).pid()).isEqualTo(two);
    }

    @Test
    void leavesAServerThatMissesAnother() throws Exception {
        var voice = folder.resolve("voice");
        var one = SleepingServer.readyWhile(voice, "one");
        var two = SleepingServer.readyWhile(voice, "two", "one");
        launcher(one, two).up();
        var before = process(two).pid();
        kill(process(one).pid());
        Files.delete(voice);

        launcher(one, two).up();

        assertThat(output()).doesNotContain("does not answer");
        assertThat(process(two).pid()).isEqualTo(before);
    }

    @Test
    void startsAgainWhatWasBuiltAnew() throws IOException {
        var artifact = Files.createFile(folder.resolve("service.jar"));
        var service = SleepingServer.readyFrom(artifact);
        launcher(service).up();
        var before = process(service).pid();

        Files.setLastModifiedTime(artifact, FileTime.from(Instant.now().plusSeconds(60)));
        launcher(service).up();

        assertThat(output()).contains("was built anew");
        assertThat(process(service).pid()).isNotEqualTo(before);
    }

    @Test
    void namesEveryOccupiedPortAndWhatWantsIt() throws IOException {
        try (var occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var unlucky = SleepingServer.ready("unlucky", occupied.getLocalPort());

            assertThatThrownBy(() -> launcher(ONE, unlucky).up())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("port " + occupied.getLocalPort() + ", which unlucky needs, is in use")
                    .hasMessageContaining("SPECTRUM_PORT_BASE");
            assertThat(new Processes(home).find(ONE)).isEmpty();
        }
    }

    @Test
    void endsWhatItStartedWhenAServerFails() {
        var failing = SleepingServer.failing("one");

        assertThatThrownBy(() -> launcher(ONE, failing).up())
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("failing ended while it started")
                .hasMessageContaining("no disk");
        assertThat(new Processes(home).find(ONE)).isEmpty();
    }

    @Test
    void leavesTheOthersWhenAMissingServerFails() {
        launcher(ONE).up();
        var failing = SleepingServer.failing();

        assertThatThrownBy(() -> launcher(ONE, failing).up()).isInstanceOf(ServerFailedException.class);
        launcher(ONE).up();

        assertThat(output()).contains("nothing to do");
    }

    @Test
    void endsAServerWithItsChildren() throws Exception {
        var parent = SleepingServer.readyWithAChild();
        launcher(parent).up();
        var handle = handle(process(parent).pid());
        assertThat(eventually(() -> handle.children().findAny().isPresent())).isTrue();
        var child = handle.children().findAny().orElseThrow();

        launcher(parent).down();

        assertThat(handle.isAlive()).isFalse();
        assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void leavesAProcessAloneThatHasThePidByChance() throws Exception {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.createDirectories(home.run());
            var record = Files.writeString(home.run().resolve("one.pid"), Long.toString(stranger.pid()));
            Files.setLastModifiedTime(record, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

            launcher(ONE).down();

            assertThat(output()).contains("nothing is running");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void refusesToChangeAStackThatRuns() {
        launcher(ONE).up();

        assertThatThrownBy(() ->
                        launcher(Map.of("SPECTRUM_PORT_BASE", "9080"), ONE).up())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("started with SPECTRUM_PORT_BASE=8080");
        assertThatThrownBy(() -> launcher(Map.of("OPENAI_BASE_URL", "https://model.example/v1"), ONE)
                        .up())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("started with OPENAI_BASE_URL=;");
    }

    @Test
    void remembersThePortsThatAStackWasStartedWith() {
        launcher(Map.of("SPECTRUM_PORT_BASE", "9080"), ONE).up();

        assertThat(launcher(ONE).stack().ports().edge()).isEqualTo(9080);
    }

    @Test
    void stopsAndStartsOneServerByAPartOfItsName() {
        launcher(ONE, TWO).up();

        launcher(ONE, TWO).stop("tw");
        assertThat(launcher(ONE, TWO).status()).isFalse();
        launcher(ONE, TWO).start("tw");

        assertThat(launcher(ONE, TWO).status()).isTrue();
    }

    @Test
    void namesTheServersThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> launcher(ONE, TWO).stop("three"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage("there is no server 'three'; there are one, two");
        assertThatThrownBy(() -> launcher(ONE, TWO).start("o"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage("'o' is a part of several names: one, two");
    }

    @Test
    void deletesTheDataAtAReset() {
        launcher(ONE).up();
        launcher(ONE).reset();

        assertThat(home.data("tenants-created")).doesNotExist();
        assertThat(new Processes(home).find(ONE)).isEmpty();
    }

    private Launcher launcher(Member... members) {
        return launcher(Map.of(), members);
    }

    private Launcher launcher(Map<String, String> environment, Member... members) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Launcher(home, environment, out, settings -> new Stack(home, settings, List.of(members)));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private ServerProcess process(Member member) {
        return new Processes(home).find(member).orElseThrow();
    }

    private static ProcessHandle handle(long pid) {
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
        for (var i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        return condition.getAsBoolean();
    }

    private static void kill(long pid) throws Exception {
        var process = handle(pid);
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }
}
