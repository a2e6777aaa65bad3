package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import dev.spectrum.servers.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stands for a server: a process that listens on no port. */
record SleepingServer(String name, List<Integer> ports, List<String> command, boolean isReady) implements Server {
    private static final List<String> SLEEP = List.of("sleep", "600");

    static Member ready(String name, Integer... ports) {
        return new Member(new SleepingServer(name, List.of(ports), SLEEP, true), List.of(), Optional.empty());
    }

    static Member readyFrom(Path artifact) {
        return new Member(new SleepingServer("built", List.of(), SLEEP, true), List.of(), Optional.of(artifact));
    }

    static Member readyWithAChild() {
        var command = List.of("sh", "-c", "sleep 600 & wait");
        return new Member(new SleepingServer("parent", List.of(), command, true), List.of(), Optional.empty());
    }

    static Member failing(String... needs) {
        var command = List.of("sh", "-c", "echo no disk; exit 3");
        return new Member(new SleepingServer("failing", List.of(), command, false), List.of(needs), Optional.empty());
    }

    @Override
    public ProcessBuilder prepare() {
        return new ProcessBuilder(command.toArray(String[]::new));
    }
}
