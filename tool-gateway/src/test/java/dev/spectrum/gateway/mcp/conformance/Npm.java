package dev.spectrum.gateway.mcp.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Packages of the npm registry, in a folder of ours and nowhere else; and a Node of its own to run them. */
final class Npm {

    private final Path folder;

    private Npm(Path folder) {
        this.folder = folder;
    }

    /** Why the packages are not there: no npm, or no registry. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /** Puts Node 22 and a package at an exact version into a folder, unless they are there. */
    static Npm install(Path folder, String name, String version) throws IOException, InterruptedException, Unavailable {
        Npm npm = new Npm(folder);
        if (!Files.isExecutable(npm.node()) || !Files.exists(npm.of(name))) {
            Files.createDirectories(folder);
            npm.run(List.of(
                    find().orElseThrow(() -> new Unavailable("there is no npm in PATH"))
                            .toString(),
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--cache",
                    folder.resolve("cache").toString(),
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    nodePackage() + "@22",
                    name + "@" + version));
        }
        return npm;
    }

    private static Optional<Path> find() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry, "npm"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void run(List<String> command) throws IOException, InterruptedException, Unavailable {
        Path log = folder.resolve("install.log");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new Unavailable("npm could not install it: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The package's folder. */
    Path of(String name) {
        return folder.resolve("node_modules").resolve(name);
    }

    Path node() {
        return of(nodePackage()).resolve("bin/node");
    }

    private static String nodePackage() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return "node-" + system + "-" + processor;
    }
}
