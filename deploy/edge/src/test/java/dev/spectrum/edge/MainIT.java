package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MainIT {

    @Test
    void servesAsAProcessOfItsOwnUntilItIsEnded() throws Exception {
        int port = freePort();
        Process edge = edge(Map.of("SPECTRUM_HTTP_PORT", "" + port)).start();
        try (BufferedReader output = edge.inputReader()) {
            assertThat(output.readLine()).contains("127.0.0.1:" + port);

            HttpResponse<String> answer;
            try (HttpClient client = HttpClient.newHttpClient()) {
                answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nothing"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            }

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(output.readLine()).startsWith("{\"time\":").contains("\"status\":404");
        } finally {
            edge.destroy();
            assertThat(edge.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process edge = edge(Map.of("SPECTRUM_HTTP_PORT", "" + taken.getLocalPort()))
                    .redirectErrorStream(true)
                    .start();

            assertThat(edge.inputReader().lines())
                    .anyMatch(line -> line.contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()));
            assertThat(edge.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void saysWhichVariableIsWrong() throws Exception {
        Process edge = edge(Map.of("SPECTRUM_HTTP_PORT", "x"))
                .redirectErrorStream(true)
                .start();

        assertThat(edge.inputReader().readLine()).isEqualTo("edge: SPECTRUM_HTTP_PORT is no number: x");
        assertThat(edge.waitFor()).isEqualTo(2);
    }

    @Test
    void explainsItsEnvironment() throws Exception {
        Process edge = edge(Map.of(), "--help").start();

        assertThat(edge.inputReader().lines()).anyMatch(line -> line.contains("SPECTRUM_KEYCLOAK_MANAGEMENT_URL"));
        assertThat(edge.waitFor()).isZero();
    }

    private static ProcessBuilder edge(Map<String, String> environment, String... arguments) {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        process.command().addAll(List.of(arguments));
        process.environment().putAll(environment);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
