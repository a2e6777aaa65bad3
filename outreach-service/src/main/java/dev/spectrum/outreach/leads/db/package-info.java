/** Leads in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.leads.db;

import org.jspecify.annotations.NullMarked;
