package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.Appointment;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.crm.Reference;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ListAppointments implements Tool.OnRecords<ListAppointments.Arguments> {

    private static final Duration USUAL_SPAN = Duration.ofDays(14);
    private static final int USUAL_LIMIT = 50;

    private final Appointments appointments;
    private final Calendars calendars;

    ListAppointments(Appointments appointments, Calendars calendars) {
        this.appointments = appointments;
        this.calendars = calendars;
    }

    record Arguments(
            Optional<String> from,
            Optional<String> to,
            Optional<String> contactId,
            Optional<String> timeZone,
            Optional<String> owner,
            Optional<Integer> limit,
            Optional<String> cursor) {}

    record Found(
            List<AppointmentView> appointments, @Nullable String next) {}

    @Override
    public String name() {
        return "calendar_list_appointments";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        ZoneId zone = calendars.zone(context, wanted.timeZone());
        Instant today = LocalDate.now(zone).atStartOfDay(zone).toInstant();
        TimeSpan within = Moments.span(wanted.from(), today, wanted.to(), USUAL_SPAN, zone);
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        return appointments
                .list(
                        Calendars.owner(context, wanted.owner()),
                        within,
                        wanted.contactId().map(Reference.CONTACT::read),
                        wanted.cursor().map(ListAppointments::place),
                        limit + 1)
                .map(found -> page(found, zone, limit));
    }

    private static Found page(List<Appointment> found, ZoneId zone, int limit) {
        List<Appointment> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream()
                        .map(appointment -> AppointmentView.of(appointment, zone))
                        .toList(),
                found.size() > limit ? next(shown.getLast()) : null);
    }

    static String next(Appointment last) {
        return Cursor.after(last.time().start(), last.id());
    }

    static Appointments.Place place(String cursor) {
        List<String> key = Cursor.read(cursor, 2);
        try {
            return new Appointments.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Cursor.invalid();
        }
    }
}
