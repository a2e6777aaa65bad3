/** The native calendar in PostgreSQL. */
@NullMarked
package dev.spectrum.gateway.calendar.db;

import org.jspecify.annotations.NullMarked;
