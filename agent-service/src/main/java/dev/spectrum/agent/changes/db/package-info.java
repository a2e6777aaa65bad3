/** The log in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.changes.db;

import org.jspecify.annotations.NullMarked;
