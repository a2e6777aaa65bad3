package dev.spectrum.demomodel.records;

import dev.spectrum.demomodel.conversation.Turn;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** The time zone that a calendar's result names in {@code time_zone}: "3pm" is meant in it. */
public final class CalendarZone {

    private CalendarZone() {}

    public static Optional<ZoneId> told(Turn turn) {
        return turn.steps().stream()
                .map(step -> ToolOutcome.of(step.result()))
                .flatMap(outcome -> outcome instanceof ToolOutcome.Data data
                        ? zone(data.json().path("time_zone").asText()).stream()
                        : Stream.empty())
                .findFirst();
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
