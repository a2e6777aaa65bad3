/** Brokers in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.brokers.db;

import org.jspecify.annotations.NullMarked;
