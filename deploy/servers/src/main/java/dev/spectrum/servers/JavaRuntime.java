package dev.spectrum.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the servers written in Java on the JDK of this JVM, with the libraries that this module's jar carries. */
final class JavaRuntime {
    private static final String LIBRARIES = "/servers/lib/";

    private JavaRuntime() {}

    static ProcessBuilder process(Class<?> main, int maxHeapMegabytes, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + maxHeapMegabytes + "m");
        // A start is what counts here, and little memory; the throughput of the second-tier compiler is not needed.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        command.addAll(List.of("-cp", libraries().resolve("*") + ":" + ownCode(), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static Path libraries() throws IOException {
        List<String> names;
        try (var list = BinaryCache.resource("/servers/lib.list")) {
            names = List.of(new String(list.readAllBytes(), StandardCharsets.UTF_8).split(":"));
        }
        return BinaryCache.folder("libraries-" + Integer.toHexString(names.hashCode()), folder -> {
            for (var name : names) {
                try (var library =
                        BinaryCache.resource(LIBRARIES + Path.of(name).getFileName())) {
                    Files.copy(library, folder.resolve(name));
                }
            }
        });
    }

    private static Path ownCode() throws IOException {
        try {
            return Path.of(JavaRuntime.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
