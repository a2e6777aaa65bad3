/** Runs in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.runs.db;

import org.jspecify.annotations.NullMarked;
