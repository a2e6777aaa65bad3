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
 * What is known of the processes of a stack. They outlive the launcher, which may be killed at any moment, so each
 * writes its own record before it does anything else.
 */
final class Processes {
    private final Home home;

    Processes(Home home) {
        this.home = home;
    }

    /** The process of that server, or one that prepares its start, if it runs. */
    Optional<ServerProcess> find(Member member) {
        return ServerProcess.find(member.server(), record(member), home.log(member.name()));
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
        delete(record(member));
    }

    /** Whether a start came to its end; if not, its launcher was killed, and what it started is of no use. */
    boolean startCompleted() {
        return Files.exists(completed());
    }

    void completeStart() {
        try {
            Files.write(completed(), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void beginStart() {
        delete(completed());
    }

    private Path completed() {
        return home.run().resolve("completed");
    }

    Path record(Member member) {
        return home.run().resolve(member.name() + ".pid");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
