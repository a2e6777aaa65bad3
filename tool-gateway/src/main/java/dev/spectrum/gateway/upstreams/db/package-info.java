/** Upstreams in PostgreSQL. */
@NullMarked
package dev.spectrum.gateway.upstreams.db;

import org.jspecify.annotations.NullMarked;
