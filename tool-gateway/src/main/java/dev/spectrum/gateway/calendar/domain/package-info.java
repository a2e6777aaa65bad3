/** Appointments, working hours and free time. */
@NullMarked
package dev.spectrum.gateway.calendar.domain;

import org.jspecify.annotations.NullMarked;
