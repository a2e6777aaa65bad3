package dev.spectrum.platform.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A package of the npm registry, and a Node of its own to run it: both in {@code .spectrum/npm}, a folder for each version, so
 * that they are fetched once for all modules.
 */
public final class NpmPackage {

    private static final String NODE_VERSION = "22";
    private static final int MINUTES = 5;

    private final String name;
    private final String version;

    private NpmPackage(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** The package, whether it is there or not yet. */
    public static NpmPackage of(String name, String version) {
        return new NpmPackage(name, version);
    }

    /** Why a package can't be had: no npm, or no registry. */
    private static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /**
     * Fetches the package and Node, unless they are there. Skips the test, loudly, where that can't be done, or fails it where
     * the system property {@code spectrum.npm.required} is true.
     *
     * @param beside packages that the package needs and doesn't name itself, such as {@code typescript@5.9.3}
     */
    public NpmPackage fetched(String... beside) {
        try {
            node().install();
            install(beside);
            return this;
        } catch (Unavailable reason) {
            String skipped = "SKIPPED: " + name + ", because " + reason.getMessage();
            if (Boolean.getBoolean("spectrum.npm.required")) {
                throw new AssertionError(skipped);
            }
            System.out.println(skipped);
            return Assumptions.abort(skipped);
        }
    }

    /** The package's folder. */
    public Path folder() {
        return home().resolve("node_modules").resolve(name);
    }

    /** The command that runs a script, such as one of the package's. */
    public List<String> command(Path script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(node().folder().resolve("bin/node").toString());
        command.add(script.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Runs one of the package's scripts to its end.
     *
     * @param output for all that it prints
     * @return its exit code
     */
    public int run(String script, List<String> arguments, Path output) {
        return run(command(folder().resolve(script), arguments.toArray(String[]::new)), output);
    }

    private static NpmPackage node() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return of("node-" + system + "-" + processor, NODE_VERSION);
    }

    private static Path all() {
        return Path.of(Optional.ofNullable(System.getenv("SPECTRUM_HOME")).orElse("../.spectrum"))
                .resolve("npm")
                .toAbsolutePath()
                .normalize();
    }

    private Path home() {
        return all().resolve(name.replace('/', '-') + "-" + version);
    }

    /** Other JVMs may want the same at the same time, and any of them may be killed: what is there is whole. */
    private void install(String... beside) throws Unavailable {
        Path home = home();
        if (Files.exists(home)) {
            return;
        }
        try {
            Files.createDirectories(all());
            Path lock = home.resolveSibling(home.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !Files.exists(home)) {
                    Path begun = home.resolveSibling(home.getFileName() + ".begun");
                    delete(begun);
                    fetchInto(begun, beside);
                    Files.move(begun, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void fetchInto(Path folder, String... beside) throws IOException, Unavailable {
        Path npm = inPath().orElseThrow(() -> new Unavailable("there is no npm in PATH"));
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                npm.toString(),
                "install",
                "--prefix",
                folder.toString(),
                "--cache",
                all().resolve("cache").toString(),
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--fetch-retries=1",
                "--save-exact",
                name + "@" + version));
        command.addAll(List.of(beside));
        Path log = folder.resolve("install.log");
        if (run(command, log) != 0) {
            throw new Unavailable("npm could not install it: " + Files.readString(log));
        }
    }

    private static Optional<Path> inPath() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry, "npm"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int run(List<String> command, Path output) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new AssertionError(command + " does not end");
                }
                return process.exitValue();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
