/** Shortcuts in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.shortcuts.db;

import org.jspecify.annotations.NullMarked;
