package dev.spectrum.servers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;

/** Where this user's unpacked servers are kept; each folder appears in one step, complete, whoever unpacks it first. */
final class BinaryCache {

    interface Unpacking {
        void into(Path folder) throws IOException;
    }

    private BinaryCache() {}

    /** Answers the folder of that name, unpacked now when it was not there. */
    static Path folder(String name, Unpacking unpacking) throws IOException {
        var folder = root().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(root());
        var fresh = Files.createTempDirectory(root(), name + ".");
        try {
            unpacking.into(fresh);
            move(fresh, folder);
        } finally {
            delete(fresh);
        }
        return folder;
    }

    static String version(String server) throws IOException {
        var versions = new Properties();
        try (var in = resource("/dev/spectrum/servers/versions.properties")) {
            versions.load(in);
        }
        return versions.getProperty(server);
    }

    static InputStream resource(String name) throws FileNotFoundException {
        return Optional.ofNullable(BinaryCache.class.getResourceAsStream(name))
                .orElseThrow(() -> new FileNotFoundException("no " + name + " on the class path"));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void move(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder);
        } catch (FileSystemException e) {
            // Another process was faster: its folder is as good as ours.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static Path root() {
        // Java's own idea of it comes from the password file, where some users have none.
        var home = Path.of(Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home")));
        return System.getProperty("os.name").startsWith("Mac")
                ? home.resolve("Library/Caches/spectrum")
                : Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of)
                        .orElse(home.resolve(".cache"))
                        .resolve("spectrum");
    }
}
