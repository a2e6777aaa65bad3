package dev.spectrum.gateway.calendar.domain;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * A time that is taken.
 *
 * @param owner whose calendar: an email address in lower case, or another name of a person
 * @param contact the CRM contact it is with, if it is with one
 * @param attendee who comes; blank where nobody was named
 * @param zone in which people speak of it
 * @param notes blank where there are none
 */
public record Appointment(
        UUID id,
        String owner,
        String title,
        Optional<Guest> contact,
        String attendee,
        TimeSpan time,
        ZoneId zone,
        String notes) {

    /** A CRM contact, as far as a calendar goes. */
    public record Guest(UUID contactId, String name) {}
}
