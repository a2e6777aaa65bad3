package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment as tools give it: its times with the offset of its time zone. What is not known is null. */
record AppointmentView(
        UUID id,
        String title,
        OffsetDateTime startsAt,
        OffsetDateTime endsAt,
        String timeZone,
        @Nullable UUID contactId,
        @Nullable String contactName,
        @Nullable String attendee,
        String owner,
        @Nullable String notes) {

    static AppointmentView of(Appointment appointment, ZoneId zone) {
        return new AppointmentView(
                appointment.id(),
                appointment.title(),
                in(zone, appointment.time().start()),
                in(zone, appointment.time().end()),
                zone.getId(),
                appointment.contact().map(Appointment.Guest::contactId).orElse(null),
                appointment.contact().map(Appointment.Guest::name).orElse(null),
                known(appointment.attendee()),
                appointment.owner(),
                known(appointment.notes()));
    }

    static OffsetDateTime in(ZoneId zone, Instant moment) {
        return moment.atZone(zone).toOffsetDateTime();
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
