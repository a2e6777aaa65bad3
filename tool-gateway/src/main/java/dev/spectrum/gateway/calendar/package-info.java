/** The native calendar: appointments, free time, and the tools that work with them. */
@NullMarked
package dev.spectrum.gateway.calendar;

import org.jspecify.annotations.NullMarked;
