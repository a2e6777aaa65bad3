/** Agents in PostgreSQL, as far as permissions go. */
@NullMarked
package dev.spectrum.gateway.permissions.db;

import org.jspecify.annotations.NullMarked;
