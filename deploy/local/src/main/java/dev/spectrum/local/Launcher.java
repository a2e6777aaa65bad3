package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The commands that start, show and stop servers. */
final class Launcher {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Home home;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Processes processes;
    private final Stack stack;

    Launcher(Home home, Map<String, String> environment, PrintStream out) {
        this(home, environment, out, settings -> new Stack(home, settings));
    }

    Launcher(Home home, Map<String, String> environment, PrintStream out, Function<Settings, Stack> stacks) {
        this.home = home;
        this.environment = environment;
        this.out = out;
        this.processes = new Processes(home);
        this.stack = runningStack(stacks).orElseGet(() -> stacks.apply(Settings.of(environment)));
    }

    private Optional<Stack> runningStack(Function<Settings, Stack> stacks) {
        return Settings.read(settingsFile())
                .map(stacks)
                .filter(recorded -> !running(recorded.members()).isEmpty());
    }

    private Path settingsFile() {
        return home.run().resolve("settings.properties");
    }

    /** The stack that runs; the one that {@link #up} would start when none does. */
    Stack stack() {
        return stack;
    }

    /** Starts all that is missing, and nothing when nothing is. */
    void up() {
        home.alone(() -> {
            var beginning = System.nanoTime();
            checkSettings();
            if (!processes.startCompleted()) {
                endLeftovers();
            }
            var missing = missing();
            if (missing.isEmpty()) {
                out.println("Spectrum is up already: nothing to do");
            } else {
                start(missing, startUp -> {
                    // Some may have failed to answer only because these were missing, and some not.
                    startUp.start(missing());
                    new Tenants(stack).createOnce();
                });
                out.println("Spectrum is up after " + StartUp.since(beginning));
            }
            printWhereThingsAre();
        });
    }

    /** What this terminal asks for must be what runs: a part of a stack can't be moved. */
    private void checkSettings() {
        var wanted = Settings.of(environment);
        if (environment.containsKey(Settings.PORT_BASE) && !wanted.ports().equals(stack.ports())) {
            throw differs(Settings.PORT_BASE, Integer.toString(stack.ports().base()));
        }
        if (environment.containsKey(Settings.MODEL_URL)
                && !wanted.modelUrl().equals(stack.settings().modelUrl())) {
            throw differs(Settings.MODEL_URL, stack.settings().modelUrl().orElse(""));
        }
    }

    private static Failure differs(String variable, String value) {
        return new Failure("the stack that is up was started with %s=%s; to change that, ./spectrum down first"
                .formatted(variable, value));
    }

    /** The launcher that started them never finished: nobody knows what they lack. */
    private void endLeftovers() {
        var leftovers = running(stack.members());
        if (!leftovers.isEmpty()) {
            out.println("ending what an interrupted start has left behind");
            end(leftovers);
        }
    }

    /** In their order, so that a server that makes others fail is ended before they are looked at. */
    private List<Member> missing() {
        return stack.members().stream().filter(member -> !isUp(member)).toList();
    }

    /** Ends a server that is of no use: its program was built anew since it started, or it does not answer. */
    private boolean isUp(Member member) {
        var process = processes.find(member);
        if (process.isEmpty()) {
            return false;
        }
        if (processes.isOutOfDate(member, process.get())) {
            out.printf("  %-22s was built anew%n", member.name());
        } else if (hasWhatItNeeds(member) && !process.get().answersWithin(ANSWER)) {
            out.printf("  %-22s does not answer%n", member.name());
        } else {
            return true;
        }
        process.get().stop();
        return false;
    }

    private boolean hasWhatItNeeds(Member member) {
        return stack.members().stream()
                .filter(other -> member.needs().contains(other.name()))
                .allMatch(needed -> processes.find(needed).isPresent());
    }

    private void start(List<Member> members, Consumer<StartUp> afterwards) {
        var completed = processes.startCompleted();
        processes.beginStart();
        stack.settings().write(settingsFile());
        try (var startUp = new StartUp(home, processes, out)) {
            startUp.start(members);
            afterwards.accept(startUp);
            startUp.keep();
            completed = true;
        } finally {
            if (completed) {
                processes.completeStart();
            }
        }
    }

    private void printWhereThingsAre() {
        var ports = stack.ports();
        out.printf(
                """

                  API, chat, MCP   %1$s   (health: %1$s/api/v1/health)
                  Keycloak         %1$s/auth/admin   (admin / spectrum)
                  mail             %2$s
                  PostgreSQL       %3$s   (postgres / spectrum)
                  Redis, Kafka     localhost:%4$d, localhost:%5$d
                  logs             %6$s

                  ./spectrum token owner@acme.test   gives an access token; every user's password is spectrum
                """,
                stack.publicUrl(),
                stack.mail().messagesUri(),
                stack.postgres().jdbcUrl("spectrum"),
                ports.redis(),
                ports.kafka(),
                home.folder().resolve("logs"));
    }

    /** Ends everything; what stores data goes last. */
    void down() {
        home.alone(this::end);
    }

    /** Ends everything and deletes all data. */
    void reset() {
        home.alone(() -> {
            end();
            home.wipe();
            out.println("all data is deleted");
        });
    }

    private void end() {
        var running = running(stack.members());
        if (running.isEmpty()) {
            out.println("nothing is running");
        }
        end(running);
        stack.members().forEach(processes::forget);
        processes.beginStart();
        try {
            Files.deleteIfExists(settingsFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(List<ServerProcess> running) {
        Stack.stop(
                running,
                process -> out.printf("  %-22s stopped%n", process.server().name()));
    }

    private List<ServerProcess> running(List<Member> members) {
        return members.stream().map(processes::find).flatMap(Optional::stream).toList();
    }

    /** Starts one server of a stack. */
    void start(String name) {
        var member = stack.member(name);
        home.alone(() -> {
            if (isUp(member)) {
                out.println(member.name() + " is up already");
            } else {
                start(List.of(member), startUp -> {});
            }
        });
    }

    /** Ends one server and leaves the others to see how they do without. */
    void stop(String name) {
        var member = stack.member(name);
        home.alone(() -> {
            var process = processes.find(member);
            if (process.isEmpty()) {
                out.println(member.name() + " is not running");
            }
            end(process.stream().toList());
        });
    }

    /** Answers whether all servers are healthy. */
    boolean status() {
        return new StatusTable(processes).print(stack.members(), out);
    }
}
