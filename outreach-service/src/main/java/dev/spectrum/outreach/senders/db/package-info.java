/** Senders in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.senders.db;

import org.jspecify.annotations.NullMarked;
