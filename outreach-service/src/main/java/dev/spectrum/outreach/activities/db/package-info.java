/** Activities in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.activities.db;

import org.jspecify.annotations.NullMarked;
