/** The ledger in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.budget.db;

import org.jspecify.annotations.NullMarked;
