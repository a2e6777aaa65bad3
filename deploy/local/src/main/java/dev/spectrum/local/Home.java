package dev.spectrum.local;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * Where things are on disk.
 *
 * @param project the checkout, with what is built in it
 * @param folder  SPECTRUM_HOME: the data, the logs and the process records of one stack
 */
record Home(Path project, Path folder) {
    private static final long LARGE_LOG_BYTES = 20_000_000;

    Path data(String server) {
        return folder.resolve("data").resolve(server);
    }

    Path run() {
        return folder.resolve("run");
    }

    /** The log of a server that is about to start; the one it had goes aside when it has become large. */
    Path freshLog(String server) {
        var log = log(server);
        try {
            if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
                Files.deleteIfExists(log.resolveSibling(server + ".old.log"));
                Files.move(log, log.resolveSibling(server + ".old.log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log;
    }

    Path log(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    /** Runs one thing at a time per folder, whoever wants to. */
    void alone(Runnable action) {
        try {
            Files.createDirectories(run());
            Files.createDirectories(folder.resolve("logs"));
            checkOwner();
            try (var file = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = file.tryLock()) {
                if (lock == null) {
                    throw new Failure("another ./spectrum is at work on " + folder + "; let it finish");
                }
                action.run();
            }
        } catch (IOException e) {
            throw new Failure(folder + " can't be used: " + e.getMessage());
        }
    }

    /** Files of two users in one folder end in refusals that are hard to read; PostgreSQL has the first of them. */
    private void checkOwner() throws IOException {
        var owner = (int) Files.getAttribute(folder, "unix:uid");
        if (owner != new UnixSystem().getUid()) {
            throw new Failure(folder + " belongs to " + Files.getOwner(folder).getName() + ", and you are "
                    + System.getProperty("user.name") + ": run ./spectrum as its owner, or set SPECTRUM_HOME");
        }
    }

    void wipe() {
        for (var name : new String[] {"data", "logs", "run"}) {
            delete(folder.resolve(name));
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
