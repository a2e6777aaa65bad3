/** Prompts in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.prompts.db;

import org.jspecify.annotations.NullMarked;
