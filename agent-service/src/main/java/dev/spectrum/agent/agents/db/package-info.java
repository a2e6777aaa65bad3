/** Agents in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.agents.db;

import org.jspecify.annotations.NullMarked;
