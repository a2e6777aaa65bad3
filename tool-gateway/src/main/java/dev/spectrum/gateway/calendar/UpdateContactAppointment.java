package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.Reference;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;

@ApplicationScoped
class UpdateContactAppointment implements Tool.OnRecords<UpdateContactAppointment.Arguments> {

    private final Appointments appointments;
    private final Contacts contacts;

    UpdateContactAppointment(Appointments appointments, Contacts contacts) {
        this.appointments = appointments;
        this.contacts = contacts;
    }

    record Arguments(
            String appointmentId,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            Optional<String> title,
            Optional<String> notes) {

        TimeSpan time() {
            return new TimeSpan(startsAt.toInstant(), endsAt.toInstant());
        }

        /** One that stays where it is may be in the past, to write down what came of it. */
        Appointment applyTo(Appointment appointment) {
            return new Appointment(
                    appointment.id(),
                    appointment.owner(),
                    title.map(String::strip).orElse(appointment.title()),
                    appointment.contact(),
                    appointment.attendee(),
                    moves(appointment) ? Booking.time(time().start(), time().end()) : appointment.time(),
                    appointment.zone(),
                    notes.map(String::strip).orElse(appointment.notes()));
        }

        boolean moves(Appointment appointment) {
            return !time().equals(appointment.time());
        }
    }

    @Override
    public String name() {
        return "revops_update_appointment";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactAppointmentView.One> call(CallContext context, Arguments given) {
        return Reference.APPOINTMENT
                .find(given.appointmentId(), appointments::lock)
                .call(appointment -> requireContactable(given, appointment))
                .map(given::applyTo)
                .call(appointments::change)
                .onFailure(Appointments.TimeTaken.class)
                .transform(taken -> Booking.timeTaken())
                .map(appointment -> new ContactAppointmentView.One(ContactAppointmentView.of(appointment)));
    }

    private Uni<Void> requireContactable(Arguments given, Appointment appointment) {
        if (appointment.contact().isEmpty() || !given.moves(appointment)) {
            return Uni.createFrom().voidItem();
        }
        return contacts.find(appointment.contact().get().contactId())
                .invoke(contact -> contact.ifPresent(Booking::requireContactable))
                .replaceWithVoid();
    }
}
