package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stands for a server: a process that listens on no port.
 *
 * @param preparation what runs before it; none when empty
 */
record SleepingServer(
        String name, List<Integer> ports, List<String> preparation, List<String> command, BooleanSupplier readiness)
        implements Server {
    private static final List<String> SLEEP = List.of("sleep", "600");
    private static final List<String> SLEEP_WITH_A_CHILD = List.of("sh", "-c", "sleep 600 & wait");

    static Member ready(String name, Integer... ports) {
        return new Member(
                new SleepingServer(name, List.of(ports), List.of(), SLEEP, () -> true), List.of(), Optional.empty());
    }

    static Member readyFrom(Path artifact) {
        return new Member(running("built", SLEEP, () -> true), List.of(), Optional.of(artifact));
    }

    static Member readyWithAChild() {
        return new Member(running("parent", SLEEP_WITH_A_CHILD, () -> true), List.of(), Optional.empty());
    }

    static Member failing(String... needs) {
        var command = List.of("sh", "-c", "echo no disk; exit 3");
        return new Member(running("failing", command, () -> false), List.of(needs), Optional.empty());
    }

    /** One whose preparation does not end. */
    static Member preparing(String name) {
        var server = new SleepingServer(name, List.of(), SLEEP_WITH_A_CHILD, SLEEP, () -> true);
        return new Member(server, List.of(), Optional.empty());
    }

    /** One that answers while that file exists; its start makes the file. */
    static Member readyWhile(Path file, String name, String... needs) {
        var command = List.of("sh", "-c", "touch \"$0\"; exec sleep 600", file.toString());
        return new Member(running(name, command, () -> Files.exists(file)), List.of(needs), Optional.empty());
    }

    /** One that takes a second to answer. */
    static Member slow(Path file) {
        var command = List.of("sh", "-c", "sleep 1; touch \"$0\"; exec sleep 600", file.toString());
        return new Member(running("slow", command, () -> Files.exists(file)), List.of(), Optional.empty());
    }

    private static SleepingServer running(String name, List<String> command, BooleanSupplier readiness) {
        return new SleepingServer(name, List.of(), List.of(), command, readiness);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        if (!preparation.isEmpty()) {
            steps.run(new ProcessBuilder(preparation.toArray(String[]::new)));
        }
        return new ProcessBuilder(command.toArray(String[]::new));
    }

    @Override
    public boolean isReady() {
        return readiness.getAsBoolean();
    }
}
