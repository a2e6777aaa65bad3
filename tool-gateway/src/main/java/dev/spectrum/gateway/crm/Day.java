package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.tools.ToolException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** A day among a tool's arguments; of a date-time, which models like to give, the day that it names. */
final class Day {

    private static final int LENGTH = "2026-01-31".length();

    private Day() {}

    static LocalDate read(String text, String argument) {
        try {
            return LocalDate.parse(text.substring(0, Math.min(LENGTH, text.length())));
        } catch (DateTimeException notADay) {
            throw ToolException.invalid("/" + argument, "Must be a day such as 2026-01-31.");
        }
    }
}
