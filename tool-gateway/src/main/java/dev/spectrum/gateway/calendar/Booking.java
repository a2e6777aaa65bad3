package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.ToolException;
import java.time.Duration;
import java.time.Instant;

/** The rules for a new appointment, and for one that moves, by whichever tool. */
final class Booking {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Booking() {}

    /** @throws ToolException if nobody can meet then */
    static TimeSpan time(Instant start, Instant end) {
        if (start.isBefore(Instant.now())) {
            throw ToolException.invalid("/starts_at", "Is in the past.");
        }
        if (!end.isAfter(start) || end.isAfter(start.plus(LONGEST))) {
            throw ToolException.invalid("/ends_at", "Must be after starts_at, and at most a day.");
        }
        return new TimeSpan(start, end);
    }

    /** @throws ToolException if the contact asked to be left alone */
    static void requireContactable(Contact contact) {
        if (contact.mustNotBeContacted()) {
            throw ToolException.of("do-not-contact", "The contact asked not to be contacted.");
        }
    }

    /** How a contact is named as the one who comes. */
    static String attendee(Contact contact) {
        return contact.email().isEmpty() ? contact.name() : contact.email();
    }

    static ToolException timeTaken() {
        return ToolException.of(
                "time-taken", "Another appointment takes some of that time. Choose a time that is free.");
    }
}
