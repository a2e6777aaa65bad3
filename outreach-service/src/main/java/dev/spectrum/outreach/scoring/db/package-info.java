/** Weights in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.scoring.db;

import org.jspecify.annotations.NullMarked;
