/** Touches in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.touches.db;

import org.jspecify.annotations.NullMarked;
