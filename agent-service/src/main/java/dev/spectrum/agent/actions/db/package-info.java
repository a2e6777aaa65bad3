/** Actions in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.actions.db;

import org.jspecify.annotations.NullMarked;
