package dev.spectrum.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server's process. It may have been started by another JVM: the record it wrote of itself finds it again. */
public final class ServerProcess {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration REAPING = Duration.ofSeconds(2);

    /** The system reports start times relative to the boot time, which moves a little when the clock is adjusted. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /**
     * Reads from a pipe that only this JVM holds open: when this JVM is gone, however it ended, the read returns and
     * the server is ended, too. Arguments: pid, signal, folder to delete.
     */
    private static final String GUARD = """
            trap '' INT HUP TERM
            read -r _
            kill -s "$2" "$1"
            n=0
            while kill -0 "$1" && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
            kill -s KILL "$1"
            rm -rf "$3"
            """;

    /** Writes its pid down and then becomes the program: its starter may be killed at any moment. */
    private static final String RECORDED = "echo $$ >\"$0\" && exec \"$@\"";

    private final Server server;
    private final ProcessHandle process;
    private final Path log;
    private final long logStart;
    private final @Nullable Process guard;

    private ServerProcess(Server server, ProcessHandle process, Path log, long logStart, @Nullable Process guard) {
        this.server = server;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
        this.guard = guard;
    }

    /**
     * Starts a process that outlives this JVM and its terminal. It is not ready yet: see {@link #awaitReady}.
     *
     * @param record the file by which the process is {@linkplain #find found}; until the server starts, each step of
     *               its preparation
     * @param log    gets what the server prints, appended
     */
    public static ServerProcess startDetached(Server server, Path record, Path log) {
        return start(server, log, detaching(), Optional.of(record), Optional.empty());
    }

    /**
     * Starts a process that ends with this JVM, even when this JVM is killed. It is not ready yet: see
     * {@link #awaitReady}.
     *
     * @param folder deleted when this JVM ends
     */
    static ServerProcess startGuarded(Server server, Path log, Path folder) {
        return start(server, log, List.of(), Optional.empty(), Optional.of(folder));
    }

    /** Finds a server that was started earlier, or a step of its preparation, if that very process still runs. */
    public static Optional<ServerProcess> find(Server server, Path record, Path log) {
        return recorded(record).map(process -> new ServerProcess(server, process, log, 0, null));
    }

    private static Optional<ProcessHandle> recorded(Path record) {
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        try {
            var written = Files.getLastModifiedTime(record).toInstant();
            return ProcessHandle.of(Long.parseLong(Files.readString(record).strip()))
                    .filter(process -> ranAt(written, process))
                    .filter(ServerProcess::runs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            // It is being written, or the machine went down meanwhile.
            return Optional.empty();
        }
    }

    /** Who has the pid in a record, and ran when it was written, has written it; a pid alone passes on to others. */
    private static boolean ranAt(Instant time, ProcessHandle process) {
        return startOf(process)
                .filter(start -> start.isBefore(time.plus(CLOCK_TOLERANCE)))
                .isPresent();
    }

    private static ServerProcess start(
            Server server, Path log, List<String> detaching, Optional<Path> record, Optional<Path> guardedFolder) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = server.prepare(step -> run(step, server, record, log, logStart));
            var process = start(builder, detaching, record, log);
            var guard =
                    guardedFolder.isPresent() ? guard(process.pid(), server.stopSignal(), guardedFolder.get()) : null;
            return new ServerProcess(server, process.toHandle(), log, logStart, guard);
        } catch (IOException e) {
            throw new ServerFailedException(server.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Answers when the process has recorded itself. */
    private static Process start(ProcessBuilder builder, List<String> detaching, Optional<Path> record, Path log)
            throws IOException {
        record.ifPresent(file -> builder.command().addAll(0, List.of("sh", "-c", RECORDED, file.toString())));
        builder.command().addAll(0, detaching);
        var process = builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        record.ifPresent(file ->
                Wait.until(GRACE, () -> isRecorded(process.toHandle(), file) || !runs(process.toHandle())));
        return process;
    }

    private static boolean isRecorded(ProcessHandle process, Path record) {
        return recorded(record).filter(process::equals).isPresent();
    }

    private static void run(ProcessBuilder step, Server server, Optional<Path> record, Path log, long logStart)
            throws IOException {
        var process = start(step, List.of(), record, log);
        try {
            if (process.waitFor() != 0) {
                throw ServerFailedException.withLog(
                        server.name() + " could not be prepared: exit code " + process.exitValue(), log, logStart);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted", e);
        }
    }

    private static Process guard(long pid, String signal, Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", GUARD, "guard", Long.toString(pid), signal, folder.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /** A session of its own keeps the signals of the starter's terminal away; macOS has no setsid. */
    private static List<String> detaching() {
        return isOnPath("setsid") ? List.of("setsid") : List.of("nohup");
    }

    private static boolean isOnPath(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public Server server() {
        return server;
    }

    public long pid() {
        return process.pid();
    }

    public Instant startedAt() {
        return startOf(process).orElse(Instant.EPOCH);
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return runs(process);
    }

    /** Whether the server answers now, or at least before that time is over. */
    public boolean answersWithin(Duration time) {
        return Wait.until(time, server::isReady);
    }

    /**
     * Waits until the server answers, and furnishes it.
     *
     * @throws ServerFailedException when it ends or its patience does before it is ready
     */
    public void awaitReady() {
        var ready = new AtomicBoolean();
        Wait.until(server.patience(), () -> {
            ready.set(server.isReady());
            return ready.get() || !isAlive();
        });
        if (!isAlive()) {
            throw ServerFailedException.withLog(server.name() + " ended while it started", log, logStart);
        }
        if (!ready.get()) {
            throw ServerFailedException.withLog(
                    server.name() + " was not ready within " + server.patience().toSeconds() + " s", log, logStart);
        }
        try {
            server.furnish();
        } catch (IOException e) {
            throw ServerFailedException.withLog(
                    server.name() + " runs but could not be set up: " + e.getMessage(), log, logStart);
        }
    }

    /** Ends the server gracefully, or by force when that takes too long, and the children it leaves. */
    public void stop() {
        if (guard != null) {
            guard.destroyForcibly();
        }
        var family = Stream.concat(Stream.of(process), process.descendants()).toList();
        signal(server.stopSignal());
        Wait.until(GRACE, () -> !isAlive());
        family.stream().filter(ServerProcess::runs).forEach(ProcessHandle::destroyForcibly);
        if (!Wait.until(GRACE, () -> family.stream().noneMatch(ServerProcess::runs))) {
            throw new IllegalStateException(server.name() + " (pid " + pid() + ") does not end");
        }
        // Whoever looks at the process list now should not find it there, still to be reaped.
        Wait.until(REAPING, () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(pid()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    /** An ended process that nobody has reaped still counts as alive for {@link ProcessHandle}; not for us. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}
