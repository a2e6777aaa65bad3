package dev.spectrum.gateway.mcp.conformance;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** The gateway with the suite's fixtures, known to its clients by the address of the proxy that adds their token. */
public class ConformanceProfile implements QuarkusTestProfile {

    /** How many there may be at once. */
    public static final int OPEN_STREAMS = 10;

    @Override
    public String getConfigProfile() {
        return "conformance";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "spectrum.mcp.public-url",
                "http://localhost:" + freePort(),
                // The suite waits for half a second at times.
                "spectrum.mcp.changes-told-within",
                "0.1S",
                "spectrum.mcp.open-streams",
                Integer.toString(OPEN_STREAMS),
                "quarkus.log.console.json.enabled",
                "false");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
