/** Imports in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.imports.db;

import org.jspecify.annotations.NullMarked;
