/** Connections in PostgreSQL. */
@NullMarked
package dev.spectrum.gateway.connections.db;

import org.jspecify.annotations.NullMarked;
