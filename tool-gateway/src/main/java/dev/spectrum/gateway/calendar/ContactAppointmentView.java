package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment as the CRM's tools give it. What is not known is null. */
record ContactAppointmentView(
        UUID id,
        String title,
        Instant startsAt,
        Instant endsAt,
        @Nullable UUID contactId,
        @Nullable String contactName,
        String owner,
        @Nullable String notes) {

    /** What the tools for one appointment give. */
    record One(ContactAppointmentView appointment) {}

    static ContactAppointmentView of(Appointment appointment) {
        return new ContactAppointmentView(
                appointment.id(),
                appointment.title(),
                appointment.time().start(),
                appointment.time().end(),
                appointment.contact().map(Appointment.Guest::contactId).orElse(null),
                appointment.contact().map(Appointment.Guest::name).orElse(null),
                appointment.owner(),
                appointment.notes().isEmpty() ? null : appointment.notes());
    }
}
