package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.FreeTime;
import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class GetAvailability implements Tool.OnRecords<GetAvailability.Arguments> {

    private static final Duration USUAL_SPAN = Duration.ofDays(7);
    private static final Duration LONGEST_SPAN = Duration.ofDays(32);
    private static final int USUAL_MINUTES = 30;
    private static final int USUAL_LIMIT = 50;

    private final Appointments appointments;
    private final Calendars calendars;

    GetAvailability(Appointments appointments, Calendars calendars) {
        this.appointments = appointments;
        this.calendars = calendars;
    }

    record Arguments(
            Optional<String> from,
            Optional<String> to,
            Optional<Integer> durationMinutes,
            Optional<String> timeZone,
            Optional<String> owner,
            Optional<Integer> limit) {}

    record Slot(OffsetDateTime startsAt, OffsetDateTime endsAt) {}

    record Availability(String timeZone, String owner, List<Slot> slots) {}

    @Override
    public String name() {
        return "calendar_get_availability";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Availability> call(CallContext context, Arguments wanted) {
        ZoneId zone = calendars.zone(context, wanted.timeZone());
        String owner = Calendars.owner(context, wanted.owner());
        TimeSpan within = span(wanted, zone);
        return appointments
                .taken(owner, within)
                .map(taken -> FreeTime.slots(
                        calendars.workingHours(context),
                        taken,
                        within,
                        Duration.ofMinutes(wanted.durationMinutes().orElse(USUAL_MINUTES)),
                        wanted.limit().orElse(USUAL_LIMIT)))
                .map(free -> new Availability(
                        zone.getId(),
                        owner,
                        free.stream().map(slot -> slot(slot, zone)).toList()));
    }

    /** What was asked for, without what is over. */
    private static TimeSpan span(Arguments wanted, ZoneId zone) {
        Instant now = Instant.now();
        TimeSpan asked = Moments.span(wanted.from(), now, wanted.to(), USUAL_SPAN, zone);
        if (asked.end().isAfter(asked.start().plus(LONGEST_SPAN))) {
            throw ToolException.invalid("/to", "Must be at most 31 days after from.");
        }
        return new TimeSpan(later(asked.start(), now), later(asked.end(), now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Slot slot(TimeSpan free, ZoneId zone) {
        return new Slot(AppointmentView.in(zone, free.start()), AppointmentView.in(zone, free.end()));
    }
}
