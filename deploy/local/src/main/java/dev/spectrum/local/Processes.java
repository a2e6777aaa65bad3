package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the processes of a stack. They outlive the launcher, so each is recorded the moment it is started: by
 * its pid and its start time, since a pid alone may be another process tomorrow.
 */
final class Processes {
    private final Home home;

    Processes(Home home) {
        this.home = home;
    }

    void record(ServerProcess process) {
        write(
                file(process.server().name()),
                process.pid() + " " + process.startedAt().toEpochMilli());
    }

    /** The process of that server, if it runs. */
    Optional<ServerProcess> find(Member member) {
        var file = file(member.name());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var parts = Files.readString(file).strip().split(" ");
            var startedAt = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ServerProcess.find(member.server(), Long.parseLong(parts[0]), startedAt, home.log(member.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // The machine went down while it was written: no process outlived that.
            return Optional.empty();
        }
    }

    boolean isOutOfDate(Member member, ServerProcess process) {
        return member.artifact()
                .map(Processes::modifiedAt)
                .filter(process.startedAt()::isBefore)
                .isPresent();
    }

    private static Instant modifiedAt(Path artifact) {
        try {
            return Files.getLastModifiedTime(artifact).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    void forget(Member member) {
        delete(file(member.name()));
    }

    /** Whether a start came to its end; if not, its launcher was killed, and what it started is of no use. */
    boolean startCompleted() {
        return Files.exists(completed());
    }

    void completeStart() {
        write(completed(), "");
    }

    void beginStart() {
        delete(completed());
    }

    private Path completed() {
        return home.run().resolve("completed");
    }

    private Path file(String server) {
        return home.run().resolve(server + ".pid");
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
