package dev.spectrum.demomodel.records;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** A booked time. */
public record Appointment(
        @Nullable String id,
        @Nullable String title,
        ZonedDateTime start,
        @Nullable ZonedDateTime end,
        @Nullable String with,
        @Nullable String status) {}
