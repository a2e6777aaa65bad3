package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.WorkingHours;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.tenant.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Whose calendar a call is about, and what holds there. */
@ApplicationScoped
class Calendars {

    private final CalendarConfig config;

    Calendars(CalendarConfig config) {
        this.config = config;
    }

    WorkingHours workingHours(CallContext context) {
        return new WorkingHours(config.days(), config.from(), config.to(), zone(context, Optional.empty()));
    }

    /** @param named by the caller; otherwise the tenant's own */
    ZoneId zone(CallContext context, Optional<String> named) {
        try {
            return named.map(ZoneId::of)
                    .orElseGet(() ->
                            config.timeZones().getOrDefault(context.tenantId().toString(), config.timeZone()));
        } catch (DateTimeException unknown) {
            throw ToolException.invalid("/time_zone", "Must be an IANA time zone such as Europe/London.");
        }
    }

    /** @param named by the caller; otherwise the user whom the call is for */
    static String owner(CallContext context, Optional<String> named) {
        Caller caller = context.caller();
        String owner = named.map(String::strip)
                .filter(name -> !name.isEmpty())
                .or(caller::email)
                .orElseGet(() -> requirePerson(caller));
        return owner.toLowerCase(Locale.ROOT);
    }

    private static String requirePerson(Caller caller) {
        if (caller.isService()) {
            throw ToolException.invalid("/owner", "Is required where no user calls.");
        }
        return caller.subject();
    }
}
