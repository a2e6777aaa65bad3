/** Suppressions and unsubscribe links in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.suppressions.db;

import org.jspecify.annotations.NullMarked;
