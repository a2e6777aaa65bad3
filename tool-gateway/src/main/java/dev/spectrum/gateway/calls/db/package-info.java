/** The audit trail and the ledger of repeats in PostgreSQL. */
@NullMarked
package dev.spectrum.gateway.calls.db;

import org.jspecify.annotations.NullMarked;
