/** Accounts in PostgreSQL. */
@NullMarked
package dev.spectrum.outreach.accounts.db;

import org.jspecify.annotations.NullMarked;
