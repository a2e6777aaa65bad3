package dev.spectrum.gateway.calendar;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.Reference;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;

@ApplicationScoped
class CreateContactAppointment implements Tool.OnRecords<CreateContactAppointment.Arguments> {

    private final Appointments appointments;
    private final Contacts contacts;
    private final Calendars calendars;

    CreateContactAppointment(Appointments appointments, Contacts contacts, Calendars calendars) {
        this.appointments = appointments;
        this.contacts = contacts;
        this.calendars = calendars;
    }

    record Arguments(
            String contactId,
            String title,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            Optional<String> owner,
            Optional<String> notes) {}

    @Override
    public String name() {
        return "revops_create_appointment";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactAppointmentView.One> call(CallContext context, Arguments given) {
        TimeSpan time =
                Booking.time(given.startsAt().toInstant(), given.endsAt().toInstant());
        return Reference.CONTACT
                .find(given.contactId(), contacts::find)
                .invoke(Booking::requireContactable)
                .map(contact -> appointment(context, given, time, contact))
                .call(appointment -> appointments.add(context.tenantId(), appointment))
                .onFailure(Appointments.TimeTaken.class)
                .transform(taken -> Booking.timeTaken())
                .map(appointment -> new ContactAppointmentView.One(ContactAppointmentView.of(appointment)));
    }

    private Appointment appointment(CallContext context, Arguments given, TimeSpan time, Contact contact) {
        return new Appointment(
                UuidCreator.getTimeOrderedEpoch(),
                Calendars.owner(context, given.owner()),
                given.title().strip(),
                Optional.of(new Appointment.Guest(contact.id(), contact.name())),
                Booking.attendee(contact),
                time,
                calendars.zone(context, Optional.empty()),
                given.notes().orElse("").strip());
    }
}
