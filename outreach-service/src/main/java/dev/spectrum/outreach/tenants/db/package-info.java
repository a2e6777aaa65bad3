/** The projection of tenants in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.tenants.db;

import org.jspecify.annotations.NullMarked;
