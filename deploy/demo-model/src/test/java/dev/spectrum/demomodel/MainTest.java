package dev.spectrum.demomodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program as a process of its own. */
class MainTest {

    private @Nullable Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void listensOnTheLoopbackAndSaysWhere() throws Exception {
        String line = start("0").readLine();

        assertThat(line)
                .matches(
                        "Spectrum's demo model \\(rules, no language model\\) answers on http://127\\.0\\.0\\.1:\\d+/v1");
        URI health = URI.create(line.replaceAll(".* (http\\S+)/v1", "$1/health"));
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String line = start(String.valueOf(taken.getLocalPort())).readLine();

            assertThat(line).startsWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(exitCode()).isEqualTo(1);
        }
    }

    @Test
    void refusesAPortThatIsNone() throws Exception {
        assertThat(start("seventy").readLine()).isEqualTo("PORT is no port number: seventy");
        assertThat(exitCode()).isEqualTo(2);
    }

    @Test
    void saysInItsHelpThatItIsNoLanguageModel() throws Exception {
        assertThat(start("0", "--help").readLine())
                .startsWith("Spectrum's demo model follows rules and is no language model");
        assertThat(exitCode()).isZero();
    }

    private BufferedReader start(String port, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PORT", port);
        Process started = builder.start();
        process = started;
        return new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    }

    private int exitCode() throws InterruptedException {
        Process started = Objects.requireNonNull(process);
        assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }
}
