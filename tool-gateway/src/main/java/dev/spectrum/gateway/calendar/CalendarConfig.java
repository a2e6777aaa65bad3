package dev.spectrum.gateway.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** When people work, as long as a tenant can't say it itself. */
@ConfigMapping(prefix = "spectrum.calendar")
interface CalendarConfig {

    /** IANA. */
    @WithDefault("UTC")
    ZoneId timeZone();

    /** The tenants that have another, by id. */
    Map<String, ZoneId> timeZones();

    @WithDefault("monday,tuesday,wednesday,thursday,friday")
    Set<DayOfWeek> days();

    @WithDefault("09:00")
    LocalTime from();

    @WithDefault("17:00")
    LocalTime to();
}
