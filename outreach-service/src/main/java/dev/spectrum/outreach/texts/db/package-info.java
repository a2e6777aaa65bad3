/** Generated texts in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.texts.db;

import org.jspecify.annotations.NullMarked;
