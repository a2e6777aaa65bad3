package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {
    @TempDir
    Path folder;

    @Test
    void isFoundAgainByItsRecord() {
        var redis = new RedisServer(folder, TemporaryServer.freePort());
        var record = folder.resolve("pid");
        var started = ServerProcess.startDetached(redis, record, folder.resolve("log"));
        started.awaitReady();

        var found = ServerProcess.find(redis, record, started.log());
        assertThat(found).isPresent();
        assertThat(found.get().pid()).isEqualTo(started.pid());
        found.get().stop();
        assertThat(started.isAlive()).isFalse();
        assertThat(ServerProcess.find(redis, record, started.log())).isEmpty();
    }

    @Test
    void takesAPidThatAnotherProcessHasTodayForGone() throws IOException {
        var thisProcess = ProcessHandle.current();
        var yesterday = thisProcess.info().startInstant().orElseThrow().minus(Duration.ofDays(1));
        var record = Files.writeString(folder.resolve("pid"), Long.toString(thisProcess.pid()));
        Files.setLastModifiedTime(record, FileTime.from(yesterday));
        var redis = new RedisServer(folder, TemporaryServer.freePort());

        assertThat(ServerProcess.find(redis, record, folder.resolve("log"))).isEmpty();
    }

    @Test
    void showsTheLogOfAServerThatDoesNotStart() throws IOException {
        try (var occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var redis = new RedisServer(folder, occupied.getLocalPort());
            var started = ServerProcess.startDetached(redis, folder.resolve("pid"), folder.resolve("log"));

            assertThatThrownBy(started::awaitReady)
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("redis ended while it started")
                    .hasMessageContaining("bind: Address");
        }
    }

    @Test
    void endsATestsServerAndItsDataEvenWhenTheTestsAreKilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var tests = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), KilledTests.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        try (var output = tests.inputReader()) {
            var redis = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            var data = Path.of(output.readLine());
            assertThat(redis.isAlive()).isTrue();

            tests.destroyForcibly().waitFor();

            redis.onExit().get(20, TimeUnit.SECONDS);
            assertThat(Wait.until(Duration.ofSeconds(20), () -> !Files.exists(data)))
                    .isTrue();
        }
    }

    static final class KilledTests {
        private KilledTests() {}

        public static void main(String[] arguments) throws Exception {
            var redis = TemporaryServer.redis();
            var out = new PrintStream(System.out, true);
            out.println(redis.process().pid());
            out.println(redis.server().data());
            Thread.currentThread().join();
        }
    }
}
