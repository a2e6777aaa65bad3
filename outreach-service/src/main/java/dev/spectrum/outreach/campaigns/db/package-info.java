/** Campaigns in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.campaigns.db;

import org.jspecify.annotations.NullMarked;
