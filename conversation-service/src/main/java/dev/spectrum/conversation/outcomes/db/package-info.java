/** Outcomes in PostgreSQL. */
@NullMarked
package dev.spectrum.conversation.outcomes.db;

import org.jspecify.annotations.NullMarked;
