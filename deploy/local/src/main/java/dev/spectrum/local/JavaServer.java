package dev.spectrum.local;

import dev.spectrum.servers.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our own programs.
 *
 * @param program     what follows {@code java} and its options: {@code -jar ...}, or a class path and a main class
 * @param environment added to the environment of the launcher
 * @param probe       what to GET to see whether it is ready
 * @param readyStatus the HTTP status of the answer when it is
 */
record JavaServer(
        String name,
        int port,
        int maxHeapMegabytes,
        List<String> program,
        Map<String, String> environment,
        URI probe,
        int readyStatus)
        implements Server {

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) {
        var command = new ArrayList<>(java(maxHeapMegabytes));
        command.addAll(program);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * The JVM of this launcher with settings for many processes on a small machine: the first-tier compiler alone
     * starts them in half the time. SPECTRUM_JAVA_OPTIONS adds to these, and wins.
     */
    static List<String> java(int maxHeapMegabytes) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + maxHeapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 23) {
            // Netty's use of it is known; the JVM's warnings would stand between our lines of JSON.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        Optional.ofNullable(System.getenv("SPECTRUM_JAVA_OPTIONS"))
                .filter(options -> !options.isBlank())
                .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
        return command;
    }

    @Override
    public boolean isReady() {
        return Http.answers(probe, readyStatus);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(120);
    }
}
