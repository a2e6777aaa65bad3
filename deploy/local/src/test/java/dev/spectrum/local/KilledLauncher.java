package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A launcher in a JVM of its own, to be killed while a server is prepared. */
final class KilledLauncher {
    static final Member MEMBER = SleepingServer.preparing("prepared");

    private KilledLauncher() {}

    static Process start(Home home) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");

        return new ProcessBuilder(
                        java,
                        "-cp",
                        classPath,
                        KilledLauncher.class.getName(),
                        home.project().toString(),
                        home.folder().toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        var home = new Home(Path.of(arguments[0]), Path.of(arguments[1]));
        new Launcher(home, Map.of(), System.out, settings -> new Stack(home, settings, List.of(MEMBER))).up();
    }
}
