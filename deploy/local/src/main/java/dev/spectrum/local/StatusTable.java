package dev.spectrum.local;

import dev.spectrum.local.Stack.Member;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** One line per server: name, ports, pid, since when it runs, how it is. */
final class StatusTable {
    private static final String LINE = "%-22s  %-11s  %-8s  %-19s  %s%n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private record Row(Member member, String pid, String since, String health) {
        boolean isHealthy() {
            return health.equals("healthy");
        }
    }

    private final Processes processes;

    StatusTable(Processes processes) {
        this.processes = processes;
    }

    /** Answers whether all are healthy. */
    boolean print(List<Member> members, PrintStream out) {
        var rows = members.parallelStream().map(this::row).toList();
        out.printf(LINE, "NAME", "PORT", "PID", "UP SINCE", "HEALTH");
        for (var row : rows) {
            out.printf(LINE, row.member().name(), ports(row.member()), row.pid(), row.since(), row.health());
        }
        return rows.stream().allMatch(Row::isHealthy);
    }

    private Row row(Member member) {
        return processes
                .find(member)
                .map(process -> new Row(
                        member,
                        Long.toString(process.pid()),
                        TIME.format(process.startedAt()),
                        member.server().isReady() ? "healthy" : "not answering"))
                .orElseGet(() -> new Row(member, "-", "-", "stopped"));
    }

    private static String ports(Member member) {
        return member.server().ports().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
