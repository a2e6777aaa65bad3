package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.ServerFailedException;
import dev.spectrum.servers.ServerProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts servers side by side, each as soon as what it needs is ready. What it started is ended again unless it is
 * {@linkplain #keep kept}: when one server fails, when a later step fails, when the launcher is interrupted.
 */
final class StartUp implements AutoCloseable {
    private final Home home;
    private final Processes processes;
    private final PrintStream out;
    private final Duration silence;
    private final List<Member> begun = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean over;

    StartUp(Home home, Processes processes, PrintStream out) {
        this(home, processes, out, Duration.ofSeconds(15));
    }

    /** @param silence how long it waits without a word; a busy machine may take minutes to start Keycloak */
    StartUp(Home home, Processes processes, PrintStream out, Duration silence) {
        this.silence = silence;
        this.home = home;
        this.processes = processes;
        this.out = out;
        Runtime.getRuntime().addShutdownHook(new Thread(this::endWhenInterrupted));
    }

    private synchronized void endWhenInterrupted() {
        if (!over) {
            out.println("interrupted: ending what was started");
            giveUp(new Failure("interrupted"));
        }
    }

    /**
     * @throws Failure               when a port is taken
     * @throws ServerFailedException when one of them does not start
     */
    void start(List<Member> members) {
        PortCheck.check(members);
        var beginning = System.nanoTime();
        var ready = new LinkedHashMap<String, CompletableFuture<Void>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var member : members) {
                var needs = all(ready, member.needs());
                ready.put(member.name(), needs.thenRunAsync(() -> start(member), threads));
            }
            if (ready.keySet().containsAll(Stack.SERVERS)) {
                all(ready, Stack.SERVERS)
                        .thenRun(() ->
                                out.printf("servers (PostgreSQL, Redis, Kafka, mail) ready in %s%n", since(beginning)));
            }
            var everything = all(ready, List.copyOf(ready.keySet()));
            while (!isDoneWithin(silence, everything)) {
                out.printf("  waiting for %s (%s)%n", unready(ready), since(beginning));
            }
            everything.join();
        } catch (CompletionException e) {
            throw failure();
        }
    }

    private static boolean isDoneWithin(Duration time, CompletableFuture<Void> future) {
        return future.handle((done, failure) -> true)
                .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Those that have begun to start, and not only wait for others. */
    private synchronized String unready(Map<String, CompletableFuture<Void>> ready) {
        return begun.stream()
                .map(Member::name)
                .filter(name -> ready.containsKey(name) && !ready.get(name).isDone())
                .collect(Collectors.joining(", "));
    }

    private static CompletableFuture<Void> all(Map<String, CompletableFuture<Void>> ready, List<String> names) {
        return CompletableFuture.allOf(
                names.stream().filter(ready::containsKey).map(ready::get).toArray(CompletableFuture<?>[]::new));
    }

    private void start(Member member) {
        try {
            var beginning = System.nanoTime();
            begin(member);
            var process = ServerProcess.startDetached(
                    member.server(), processes.record(member), home.freshLog(member.name()));
            endUnlessWanted(process);
            process.awaitReady();
            out.printf("  %-22s ready in %s%n", member.name(), since(beginning));
        } catch (RuntimeException e) {
            // Ending the others makes them fail, too; the first failure is the one to tell.
            giveUp(e);
            throw e;
        }
    }

    private synchronized void begin(Member member) {
        if (over) {
            throw failure();
        }
        begun.add(member);
    }

    /** Its start may have been given up while it was prepared. */
    private synchronized void endUnlessWanted(ServerProcess process) {
        if (over) {
            process.stop();
        }
    }

    private synchronized void giveUp(RuntimeException reason) {
        if (!over) {
            over = true;
            failure = Optional.of(reason);
            Stack.stop(
                    begun.stream()
                            .map(processes::find)
                            .flatMap(Optional::stream)
                            .toList(),
                    process -> {});
        }
    }

    private synchronized RuntimeException failure() {
        return failure.orElseThrow();
    }

    /** Everything is as it should be: what was started stays. */
    synchronized void keep() {
        over = true;
    }

    @Override
    public void close() {
        giveUp(new Failure("not kept"));
    }

    static String since(long beginning) {
        return "%.1f s"
                .formatted(Duration.ofNanos(System.nanoTime() - beginning).toMillis() / 1000.0);
    }
}
