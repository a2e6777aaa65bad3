package dev.spectrum.conversation.runs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event stands in its run: {@code 1-17} is the 17th of the first attempt, and {@code 1-18-end} the last one, after
 * which there is nothing to come back for.
 *
 * @param number from 1; 0 stands before the first
 */
public record EventId(int attempt, int number, boolean isEnd) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,9})(-end)?");

    public static EventId before(int attempt) {
        return new EventId(attempt, 0, false);
    }

    public static Optional<EventId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventId(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) != null))
                : Optional.empty();
    }

    public EventId next(boolean asEnd) {
        return new EventId(attempt, number + 1, asEnd);
    }

    public boolean isAfter(EventId other) {
        return attempt > other.attempt || attempt == other.attempt && number > other.number;
    }

    /** Whether nothing is missing between the other and this one. */
    public boolean follows(EventId other) {
        return attempt == other.attempt && number == other.number + 1;
    }

    @Override
    public String toString() {
        return attempt + "-" + number + (isEnd ? "-end" : "");
    }
}
