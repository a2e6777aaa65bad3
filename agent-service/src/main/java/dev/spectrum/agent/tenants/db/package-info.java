/** Tenants in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.tenants.db;

import org.jspecify.annotations.NullMarked;
