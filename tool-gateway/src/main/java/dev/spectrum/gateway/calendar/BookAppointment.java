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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

@ApplicationScoped
class BookAppointment implements Tool.OnRecords<BookAppointment.Arguments> {

    private static final int USUAL_MINUTES = 30;

    private final Appointments appointments;
    private final Contacts contacts;
    private final Calendars calendars;

    BookAppointment(Appointments appointments, Contacts contacts, Calendars calendars) {
        this.appointments = appointments;
        this.contacts = contacts;
        this.calendars = calendars;
    }

    record Arguments(
            String title,
            String startsAt,
            Optional<String> endsAt,
            Optional<Integer> durationMinutes,
            Optional<String> contactId,
            Optional<String> attendee,
            Optional<String> timeZone,
            Optional<String> owner,
            Optional<String> notes) {}

    record Booked(AppointmentView appointment) {}

    @Override
    public String name() {
        return "calendar_book_appointment";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Booked> call(CallContext context, Arguments given) {
        ZoneId zone = calendars.zone(context, given.timeZone());
        TimeSpan time = time(given, zone);
        String owner = Calendars.owner(context, given.owner());
        return contact(given.contactId())
                .map(contact -> appointment(given, owner, time, zone, contact))
                .call(appointment -> appointments.add(context.tenantId(), appointment))
                .onFailure(Appointments.TimeTaken.class)
                .transform(taken -> Booking.timeTaken())
                .map(appointment -> new Booked(AppointmentView.of(appointment, zone)));
    }

    private static TimeSpan time(Arguments given, ZoneId zone) {
        Instant start = Moments.read(given.startsAt(), zone, "starts_at");
        Instant end = given.endsAt()
                .map(text -> Moments.read(text, zone, "ends_at"))
                .orElse(start.plus(Duration.ofMinutes(given.durationMinutes().orElse(USUAL_MINUTES))));
        return Booking.time(start, end);
    }

    private Uni<Optional<Contact>> contact(Optional<String> id) {
        if (id.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Reference.CONTACT
                .find(id.get(), contacts::find)
                .invoke(Booking::requireContactable)
                .map(Optional::of);
    }

    private static Appointment appointment(
            Arguments given, String owner, TimeSpan time, ZoneId zone, Optional<Contact> contact) {
        return new Appointment(
                UuidCreator.getTimeOrderedEpoch(),
                owner,
                given.title().strip(),
                contact.map(guest -> new Appointment.Guest(guest.id(), guest.name())),
                given.attendee()
                        .map(String::strip)
                        .orElse(contact.map(Booking::attendee).orElse("")),
                time,
                zone,
                given.notes().orElse("").strip());
    }
}
